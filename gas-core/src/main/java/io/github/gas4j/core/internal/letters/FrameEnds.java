// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.Framing;

/** Finds where frames end in bytes as they go on the wire. Stateless. */
final class FrameEnds {
    /** The result of {@link #next} for bytes that are no frame. */
    static final int INVALID = -1;
    /** The result of {@link #next} if the frame does not end within the bytes. */
    static final int OPEN = 0;

    /** The digits of the greatest octet count. */
    private static final int MOST_DIGITS = 10;

    private FrameEnds() {}

    /**
     * Returns the length of the frame that begins at a position.
     *
     * @param framing what delimits frames; not {@link Framing#NONE}
     * @param from where the frame begins
     * @param to where the bytes end
     * @return the length, {@link #OPEN} or {@link #INVALID}
     */
    static long next(Framing framing, byte[] bytes, int from, int to) {
        return switch (framing) {
            case NEWLINE -> delimited(bytes, from, to, (byte) '\n');
            case NUL -> delimited(bytes, from, to, (byte) 0);
            case OCTET_COUNTING -> counted(bytes, from, to);
            case LENGTH_PREFIX -> prefixed(bytes, from, to);
            case NONE -> INVALID;
        };
    }

    private static long delimited(byte[] bytes, int from, int to, byte delimiter) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == delimiter) {
                return i + 1L - from;
            }
        }
        return OPEN;
    }

    private static long counted(byte[] bytes, int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (bytes[i] == ' ' && i > from) {
                return whole(i + 1L - from + count, from, to);
            }
            if (digit < 0 || digit > 9 || i - from == MOST_DIGITS || (i == from && digit == 0)) {
                return INVALID;
            }
            count = count * 10 + digit;
        }
        return OPEN;
    }

    private static long prefixed(byte[] bytes, int from, int to) {
        if (to - from < Integer.BYTES) {
            return OPEN;
        }
        int length = 0;
        for (int i = from; i < from + Integer.BYTES; i++) {
            length = (length << 8) | (bytes[i] & 0xff);
        }
        return length < 0 ? INVALID : whole((long) Integer.BYTES + length, from, to);
    }

    private static long whole(long length, int from, int to) {
        return length > to - from ? OPEN : length;
    }
}
