// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that must not stand inside a frame, and what is written instead. They are control characters, which events
 * seldom contain, so a search looks at eight bytes at a time (Hacker's Delight, 6-1), and while all is
 * ASCII, at four times eight.
 *
 * <p>Thread-safe: immutable.
 */
final class Escape {
    /** Replaces nothing. */
    static final Escape NOTHING = new Escape('\0', "", '\0', "");
    /**
     * Replaces LF and CR by two characters each, also where a frame ends with both: receivers differ in whether a line ends at
     * an LF, at a CR or only at the pair.
     */
    static final Escape NEWLINES = new Escape('\n', "\\n", '\r', "\\r");
    /** Replaces NUL by its escape sequence in JSON. */
    static final Escape NULS = new Escape('\0', "\\u0000", '\0', "\\u0000");

    /** The length of the longest replacement. */
    static final int LONGEST_BYTES = 6;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** So many bytes of ASCII cost one branch. */
    private static final int BLOCK = 4 * Long.BYTES;

    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH_BYTE << 7;
    /** All bytes that are replaced are below the byte that this repeats. */
    private static final long LIMIT_IN_EACH_BYTE = EACH_BYTE * ('\r' + 1);

    static {
        // Links the access to bytes as longs. If the end of a stack interrupted the linking, it would fail for ever.
        NEWLINES.next(new byte[BLOCK + 1], 0, BLOCK + 1);
    }

    private final byte one;
    private final byte other;
    private final byte[] insteadOfOne;
    private final byte[] insteadOfOther;

    private Escape(char one, String insteadOfOne, char other, String insteadOfOther) {
        this.one = (byte) one;
        this.other = (byte) other;
        this.insteadOfOne = insteadOfOne.getBytes(StandardCharsets.US_ASCII);
        this.insteadOfOther = insteadOfOther.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the index of the next byte that must be replaced, or {@code end} if there is none. */
    int next(byte[] bytes, int from, int end) {
        if (this == NOTHING) {
            return end;
        }
        int i = from;
        while (i <= end - BLOCK && !mayHoldOne(bytes, i)) {
            i += BLOCK;
        }
        return search(bytes, i, end);
    }

    /**
     * Returns whether a block may hold a byte that is replaced. Never misses one, but takes most text that is not ASCII for
     * one, which {@link #search} then goes through. For ASCII it takes fewer instructions.
     */
    private static boolean mayHoldOne(byte[] bytes, int from) {
        long low = ((long) LONGS.get(bytes, from) - LIMIT_IN_EACH_BYTE)
                | ((long) LONGS.get(bytes, from + Long.BYTES) - LIMIT_IN_EACH_BYTE)
                | ((long) LONGS.get(bytes, from + 2 * Long.BYTES) - LIMIT_IN_EACH_BYTE)
                | ((long) LONGS.get(bytes, from + 3 * Long.BYTES) - LIMIT_IN_EACH_BYTE);
        return (low & HIGH_BITS) != 0;
    }

    /** Does what {@link #next} does, for any bytes. */
    private int search(byte[] bytes, int from, int end) {
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            if ((below(eight) & HIGH_BITS) != 0) {
                long found = matches(eight);
                if (found != 0) {
                    return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
                }
            }
        }
        return i == end ? end : searchRest(bytes, i, end);
    }

    /** Searches up to seven bytes: as the last of eight, if there are others before them. */
    private int searchRest(byte[] bytes, int from, int end) {
        int first = end - Long.BYTES;
        if (first >= 0) {
            long others = (1L << ((from - first) * Byte.SIZE)) - 1; // these bits make no byte that is replaced
            long found = matches((long) LONGS.get(bytes, first) | others);
            return found == 0 ? end : first + Long.numberOfTrailingZeros(found) / Byte.SIZE;
        }
        int i = from;
        while (i < end && bytes[i] != one && bytes[i] != other) {
            i++;
        }
        return i;
    }

    /** Returns a number with the high bit of a byte set if one of eight bytes may be replaced. Other bits mean nothing. */
    private static long below(long eight) {
        return (eight - LIMIT_IN_EACH_BYTE) & ~eight;
    }

    /** Returns a number whose lowest set bit lies in the first byte that is replaced, or 0 if none of eight bytes is. */
    private long matches(long eight) {
        return zeros(eight ^ (EACH_BYTE * one)) | zeros(eight ^ (EACH_BYTE * other));
    }

    /** Returns what is written instead of a byte that {@link #next} has found. */
    byte[] replacement(byte found) {
        return found == one ? insteadOfOne : insteadOfOther;
    }

    /** Returns by how many bytes the replacements make an event longer. */
    long addedBytes(byte[] bytes, int from, int end) {
        long added = 0;
        for (int i = next(bytes, from, end); i < end; i = next(bytes, i + 1, end)) {
            added += replacement(bytes[i]).length - 1;
        }
        return added;
    }

    /** Returns a number whose lowest set bit lies in the lowest byte that is zero, or 0 if no byte is zero. */
    private static long zeros(long eight) {
        return (eight - EACH_BYTE) & ~eight & HIGH_BITS;
    }
}
