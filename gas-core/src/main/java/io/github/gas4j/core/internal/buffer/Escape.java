// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that must not stand inside a frame, and what is written instead. They are control characters, which events
 * seldom contain, so a search looks at eight bytes at a time (Hacker's Delight, 6-1).
 *
 * <p>Thread-safe: immutable.
 */
final class Escape {
    /** Replaces nothing. */
    static final Escape NOTHING = new Escape('\0', "", '\0', "");
    /** Replaces LF and CR by two characters each, because some receivers end a line at a CR too. */
    static final Escape NEWLINES = new Escape('\n', "\\n", '\r', "\\r");
    /** Replaces NUL by its escape sequence in JSON. */
    static final Escape NULS = new Escape('\0', "\\u0000", '\0', "\\u0000");

    /** The length of the longest replacement. */
    static final int LONGEST_BYTES = 6;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH_BYTE << 7;
    /** All bytes that are replaced are below the byte that this repeats. */
    private static final long LIMIT_IN_EACH_BYTE = EACH_BYTE * ('\r' + 1);

    static {
        // Links the access to bytes as longs. If the end of a stack interrupted the linking, it would fail for ever.
        NEWLINES.next(new byte[Long.BYTES], 0, Long.BYTES);
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
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            if (((eight - LIMIT_IN_EACH_BYTE) & ~eight & HIGH_BITS) != 0) {
                long found = zeros(eight ^ (EACH_BYTE * one)) | zeros(eight ^ (EACH_BYTE * other));
                if (found != 0) {
                    return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
                }
            }
        }
        while (i < end && bytes[i] != one && bytes[i] != other) {
            i++;
        }
        return i;
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
