// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.TextWriter;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of names that come again and again, like those of loggers, threads and keys. An entry is replaced by the next
 * name of the same slot, so the memory is bounded whatever names there are.
 *
 * <p>Thread-safe without locks: entries are immutable, with final fields only, so a thread sees an entry whole or not at
 * all. A thread that does not see one makes its own.
 */
public final class NameCache {
    /** A longer name is written anew each time. */
    static final int LONGEST_NAME = 128;

    private static final int SLOTS = 1 << 8;
    /** 2^64 divided by the golden ratio, and odd. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private final TextWriter text;
    private final UnaryOperator<String> shape;
    private final ToIntFunction<String> groups;
    private final byte[] before;
    private final byte[] after;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    /** A name as it is written. Immutable: nobody writes to the array. */
    public static final class Entry {
        private final String name;
        private final byte[] bytes;
        private final int hash;
        private final int groups;

        private Entry(String name, byte[] bytes, int hash, int groups) {
            this.name = name;
            this.bytes = bytes;
            this.hash = hash;
            this.groups = groups;
        }

        /** Returns a number that is the same for all names that a parser will read as the same. */
        public int hash() {
            return hash;
        }

        /** Returns the groups of names that the written one belongs to, one bit for each. */
        public int groups() {
            return groups;
        }

        /** Returns the name with its escapes, between what stands around each name. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /** Creates an empty cache of names without groups. */
    public NameCache(TextWriter text, UnaryOperator<String> shape, byte[] before, byte[] after) {
        this(text, shape, written -> 0, before, after);
    }

    /**
     * Creates an empty cache.
     *
     * @param text writes a name
     * @param shape turns a name into the one that is written
     * @param groups returns the groups that a written name belongs to, one bit for each
     * @param before what stands before each name
     * @param after what stands behind each name
     */
    public NameCache(
            TextWriter text, UnaryOperator<String> shape, ToIntFunction<String> groups, byte[] before, byte[] after) {
        this.text = text;
        this.shape = shape;
        this.groups = groups;
        this.before = before;
        this.after = after;
    }

    /** Returns a name as it is written. Uses the end of the scratch's bytes, and leaves them as they were. */
    public Entry of(String name, Scratch scratch) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        Entry found = entries[slot];
        if (found != null && found.name.equals(name)) {
            return found;
        }
        Entry made = make(name, scratch);
        if (name.length() <= LONGEST_NAME) {
            entries[slot] = made;
        }
        return made;
    }

    /** Names that were chosen to be alike under {@code hashCode} are not alike under this. */
    private static int hash(String name) {
        long hash = SEED;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash + name.charAt(i)) * SPREAD;
            hash ^= hash >>> Integer.SIZE;
        }
        return (int) hash;
    }

    private Entry make(String name, Scratch scratch) {
        String written = shape.apply(name);
        int start = scratch.bytes().length();
        scratch.bytes().append(before);
        text.append(written, scratch);
        scratch.bytes().append(after);
        byte[] bytes = Arrays.copyOfRange(
                scratch.bytes().array(), start, scratch.bytes().length());
        scratch.bytes().truncate(start);
        return new Entry(name, bytes, hash(written), groups.applyAsInt(written));
    }
}
