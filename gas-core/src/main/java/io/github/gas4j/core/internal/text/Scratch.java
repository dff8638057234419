// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

/**
 * All memory that encoding one event needs and that is used again for the next one. Comes from a {@link ScratchPool}, so that
 * an event that is logged while another is being encoded has its own.
 *
 * <p>Not thread-safe: used by the thread that has taken it.
 */
public final class Scratch implements Pooled {
    private final Utf8Buffer bytes = new Utf8Buffer();
    private final NameList names = new NameList();
    private final StringBuilder text = new StringBuilder();
    private final Lease lease = new Lease();
    private int misses;
    private char[] chars = new char[1 << 10]; // most strings fit

    /** Returns where the event is written. */
    public Utf8Buffer bytes() {
        return bytes;
    }

    /** Returns the list of names that the event has written. */
    public NameList names() {
        return names;
    }

    /** Returns how many messages were not known, this one included. Begins anew at the greatest number. */
    int miss() {
        misses = misses + 1 & Integer.MAX_VALUE;
        return misses;
    }

    /** Returns a builder for text that is not bytes yet. */
    public StringBuilder text() {
        return text;
    }

    /**
     * Returns an array for characters that are not bytes yet. It holds anything.
     *
     * @param least how long it is at least
     */
    public char[] chars(int least) {
        if (chars.length < least) {
            chars = new char[Math.max(least, (int) Math.min(2L * chars.length, Integer.MAX_VALUE - 8))];
        }
        return chars;
    }

    @Override
    public void clear() {
        bytes.clear();
        names.clear();
        text.setLength(0);
    }

    @Override
    public long capacity() {
        long ofText = (long) Character.BYTES * Math.max(chars.length, text.capacity());
        return Math.max(Math.max(bytes.capacity(), names.capacity()), ofText);
    }

    @Override
    public Lease lease() {
        return lease;
    }
}
