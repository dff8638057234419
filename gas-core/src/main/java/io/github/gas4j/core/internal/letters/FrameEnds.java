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
     * @param longest the length of the longest frame that there can be
     * @return the length, {@link #OPEN} or {@link #INVALID}
     */
    static long next(Framing framing, byte[] bytes, int from, int to, long longest) {
        return switch (framing) {
            case NEWLINE -> delimited(bytes, from, to, (byte) '\n', longest);
            case CRLF -> pairDelimited(bytes, from, to, longest);
            case NUL -> delimited(bytes, from, to, (byte) 0, longest);
            case OCTET_COUNTING -> counted(bytes, from, to, longest);
            case LENGTH_PREFIX -> prefixed(bytes, from, to, longest);
            case NONE -> INVALID;
        };
    }

    private static long delimited(byte[] bytes, int from, int to, byte delimiter, long longest) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == delimiter) {
                return whole(i + 1L - from, to - from, longest);
            }
        }
        return to - from > longest ? INVALID : OPEN;
    }

    /** Finds a CR with an LF behind it. Either of them alone is a part of the event. */
    private static long pairDelimited(byte[] bytes, int from, int to, long longest) {
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
                return whole(i + 1L - from, to - from, longest);
            }
        }
        return to - from > longest ? INVALID : OPEN;
    }

    private static long counted(byte[] bytes, int from, int to, long longest) {
        long count = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (bytes[i] == ' ' && i > from) {
                return whole(i + 1L - from + count, to - from, longest);
            }
            if (digit < 0 || digit > 9 || i - from == MOST_DIGITS || (i == from && digit == 0)) {
                return INVALID;
            }
            count = count * 10 + digit;
        }
        return OPEN;
    }

    private static long prefixed(byte[] bytes, int from, int to, long longest) {
        if (to - from < Integer.BYTES) {
            return OPEN;
        }
        int length = 0;
        for (int i = from; i < from + Integer.BYTES; i++) {
            length = (length << 8) | (bytes[i] & 0xff);
        }
        return length < 0 ? INVALID : whole((long) Integer.BYTES + length, to - from, longest);
    }

    private static long whole(long length, int available, long longest) {
        if (length > longest) {
            return INVALID;
        }
        return length > available ? OPEN : length;
    }
}
