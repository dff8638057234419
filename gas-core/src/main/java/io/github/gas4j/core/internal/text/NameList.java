// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.Arrays;

/**
 * The names that an event has written already, to be asked for each further one. Knows them by a hash and by where they
 * stand among the event's bytes: a garbage collector makes a stored reference dearer than the comparison.
 *
 * <p>A hash table with open addressing that is cleared by the list of its used slots. Not thread-safe: used by one thread at
 * a time.
 */
public final class NameList {
    private static final int INITIAL_SLOTS = 64;

    /** Each the hash and, in the lower half, one more than the index of the name's first byte; 0 if it is free. */
    private long[] slots = new long[INITIAL_SLOTS];

    private int[] used = new int[INITIAL_SLOTS / 2];
    private int size;
    private int reserved;

    /** Forgets all names. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            slots[used[i]] = 0;
        }
        size = 0;
        reserved = 0;
    }

    /** Returns the number of names. */
    public int size() {
        return size;
    }

    /**
     * Adds a name that is about to be appended to the event.
     *
     * @param hash the name's, the same for the same name
     * @param name as it is written, with what stands around each name
     * @return false, with nothing added, if the event has the name
     */
    public boolean add(int hash, byte[] name, Utf8Buffer event) {
        int slot = firstSlot(hash, slots);
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> Integer.SIZE) == hash && stands(name, (int) slots[slot] - 1, event)) {
                return false;
            }
            slot = next(slot, slots);
        }
        if (size == used.length) {
            grow();
            slot = freeSlot(hash, slots);
        }
        slots[slot] = (long) hash << Integer.SIZE | (event.length() + 1);
        used[size++] = slot;
        return true;
    }

    /** Forgets the name that was added last, as it was not written after all. */
    public void removeLast() {
        size--;
        slots[used[size]] = 0;
    }

    /**
     * Says of groups of names that the event has them, whether they were added or not.
     *
     * @param groups one bit for each group
     */
    public void reserve(int groups) {
        reserved |= groups;
    }

    /** Returns the groups that were reserved. */
    public int reserved() {
        return reserved;
    }

    /** Returns the size in bytes of the arrays. */
    long capacity() {
        return (long) Long.BYTES * slots.length + (long) Integer.BYTES * used.length;
    }

    private static boolean stands(byte[] name, int start, Utf8Buffer event) {
        int end = start + name.length;
        return end <= event.length() && Arrays.equals(event.array(), start, end, name, 0, name.length);
    }

    private static int firstSlot(int hash, long[] slots) {
        return (hash ^ hash >>> 16) & (slots.length - 1);
    }

    private static int next(int slot, long[] slots) {
        return (slot + 1) & (slots.length - 1);
    }

    private static int freeSlot(int hash, long[] slots) {
        int slot = firstSlot(hash, slots);
        while (slots[slot] != 0) {
            slot = next(slot, slots);
        }
        return slot;
    }

    /** Replaces both arrays at the end, so that nothing has changed if there is no memory or no stack for it. */
    private void grow() {
        long[] more = new long[2 * slots.length];
        int[] moreUsed = new int[2 * used.length];
        for (int i = 0; i < size; i++) {
            long name = slots[used[i]];
            int slot = freeSlot((int) (name >>> Integer.SIZE), more);
            more[slot] = name;
            moreUsed[i] = slot;
        }
        slots = more;
        used = moreUsed;
    }
}
