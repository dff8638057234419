// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of messages without arguments. Most of these are literals in the code, which are the same {@code String} at each
 * event.
 *
 * <p>A message is looked up by its object, by length and three characters. So one that was made for its event, and is never
 * found, costs a few nanoseconds; its hash would cost as much as its encoding.
 *
 * <p>Thread-safe without locks: entries are immutable, with final fields only. Two threads may both make an entry, and one of
 * the two stays.
 */
public final class KnownMessages {
    /** A power of two. */
    private static final int ENTRIES = 1 << 9;
    /** For each value of the index. A power of two. */
    private static final int PLACES = 2;
    /** Together with the number of entries, this bounds the memory of the cache. */
    private static final int LONGEST_KEPT = 1 << 8;
    /** One in so many messages that are not found is kept, as messages may be unique. A prime, as they may come in turns. */
    static final int MISSES = 61;

    private final TextWriter writer;
    private final @Nullable Entry[] cache = new @Nullable Entry[ENTRIES];

    /** A message and its bytes. Immutable. */
    private static final class Entry {
        private final String message;
        private final byte[] bytes;
        /** How many bytes are plain. */
        private final int plain;

        Entry(String message, byte[] bytes) {
            this.message = message;
            this.bytes = bytes;
            plain = PlainBytes.count(bytes);
        }
    }

    /**
     * Creates an empty cache.
     *
     * @param writer how texts become bytes
     */
    public KnownMessages(TextWriter writer) {
        this.writer = writer;
        keep(0, "known", new Scratch()); // so that no class is loaded by an event, which may be at the end of a stack
    }

    /**
     * Appends a message if it is known. Such a message neither begins nor ends with a surrogate.
     *
     * @return false, with nothing appended, if it is not known; it may be from now on
     */
    @SuppressWarnings("ReferenceEquality") // see the class
    public boolean append(String message, Scratch scratch) {
        int length = message.length();
        if (length == 0 || length > LONGEST_KEPT) {
            return false;
        }
        int first = index(message, length);
        for (int index = first; index < first + PLACES; index++) {
            Entry known = cache[index];
            if (known != null && known.message == message) {
                scratch.bytes().append(known.bytes, known.plain);
                return true;
            }
        }
        int misses = scratch.miss();
        if (misses % MISSES == 0 && Templates.isClosed(message)) {
            keep(first + misses % PLACES, message, scratch);
        }
        return false;
    }

    private static int index(String message, int length) {
        int hash =
                31 * (31 * (31 * length + message.charAt(0)) + message.charAt(length / 2)) + message.charAt(length - 1);
        return (hash ^ hash >>> 9) & (ENTRIES - PLACES);
    }

    /** Uses the end of the scratch's bytes, and leaves them as they were. */
    private void keep(int index, String message, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        writer.append(message, scratch);
        cache[index] = new Entry(message, Arrays.copyOfRange(out.array(), start, out.length()));
        out.truncate(start);
    }
}
