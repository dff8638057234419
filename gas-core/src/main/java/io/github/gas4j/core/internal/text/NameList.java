// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that an event has written already, to be asked for each further one. They are mostly few, and are looked
 * through one by one then.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
public final class NameList {
    /** With more names than these, a set is faster. */
    private static final int FEW = 64;

    private String[] names = new String[16];
    private int size;
    /** All names, if there are more than a few. */
    private @Nullable Set<String> many;

    /** Forgets all names. */
    public void clear() {
        Arrays.fill(names, 0, size, ""); // a string of the application would be kept
        size = 0;
        many = null;
    }

    public int size() {
        return size;
    }

    /**
     * Returns a name.
     *
     * @param index from 0, less than {@link #size()}
     */
    public String get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return names[index];
    }

    public boolean contains(String name) {
        if (many != null) {
            return many.contains(name);
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a name, without a look at those that are there. */
    public void add(String name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size++] = name;
        if (many != null) {
            many.add(name);
        } else if (size > FEW) {
            many = new HashSet<>(Arrays.asList(names).subList(0, size));
        }
    }

    /** Returns the size in bytes of the references. */
    long capacity() {
        return (long) Long.BYTES * names.length;
    }
}
