// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes texts in UTF-8, with other bytes in the place of some ASCII characters. Half of a surrogate pair, which no UTF-8
 * can hold, becomes U+FFFD. A text is read character by character, which allocates nothing.
 *
 * <p>Thread-safe: immutable.
 */
public final class EscapedText {
    private static final int ASCII = 0x80;
    private static final byte[] NONE = {};
    /** How many characters are written after one look at the room. */
    private static final int CHUNK_CHARS = 1 << 9;
    /** The most bytes of a {@code char} that has no escape. */
    private static final int LONGEST_CHAR = 3;

    private final byte[][] escapes = new byte[ASCII][];
    /** The lengths of the escapes, 0 for a character that is written as it is. */
    private final byte[] lengths = new byte[ASCII];

    private final int longest;

    /**
     * Creates a writer.
     *
     * @param escapes what is written instead of an ASCII character, itself ASCII and not empty
     */
    public EscapedText(Map<Character, String> escapes) {
        Arrays.fill(this.escapes, NONE);
        int most = LONGEST_CHAR;
        for (Map.Entry<Character, String> escape : escapes.entrySet()) {
            byte[] bytes = escape.getValue().getBytes(StandardCharsets.US_ASCII);
            this.escapes[escape.getKey()] = bytes;
            lengths[escape.getKey()] = (byte) bytes.length;
            most = Math.max(most, bytes.length);
        }
        longest = most;
    }

    /** Appends a text. */
    public void append(CharSequence text, Scratch scratch) {
        int length = text.length();
        char[] chars = scratch.chars(length);
        if (text instanceof String string) {
            string.getChars(0, length, chars, 0);
        } else if (text instanceof StringBuilder builder) {
            builder.getChars(0, length, chars, 0);
        } else {
            append(text.toString(), scratch);
            return;
        }
        append(chars, length, scratch.bytes());
    }

    /** Returns whether a byte is a character that has an escape. */
    public boolean isEscaped(byte one) {
        return one >= 0 && lengths[one] > 0;
    }

    /** Appends the escape of a character that has one. */
    public void escape(byte one, Utf8Buffer out) {
        out.append(escapes[one]);
    }

    /** Returns whether a text has surrogates, of which some may be halves of a pair. */
    public static boolean hasSurrogates(String text, Scratch scratch) {
        int length = text.length();
        char[] chars = scratch.chars(length);
        text.getChars(0, length, chars, 0);
        boolean surrogate = false;
        for (int i = 0; i < length; i++) {
            surrogate |= (chars[i] & 0xF800) == 0xD800;
        }
        return surrogate;
    }

    private void append(char[] chars, int length, Utf8Buffer out) {
        int at = 0;
        while (at < length) {
            int stop = Math.min(length, at + CHUNK_CHARS);
            byte[] bytes = out.ensure(longest * (stop - at) + 1); // the last pair may end behind the chunk
            int to = out.length();
            while (at < stop) {
                char one = chars[at++];
                if (one < ASCII && lengths[one] == 0) {
                    bytes[to++] = (byte) one;
                } else if (one < ASCII) {
                    System.arraycopy(escapes[one], 0, bytes, to, lengths[one]);
                    to += lengths[one];
                } else if (at < length && Character.isSurrogatePair(one, chars[at])) {
                    to = pair(Character.toCodePoint(one, chars[at++]), bytes, to);
                } else {
                    to = other(one, bytes, to);
                }
            }
            out.setLength(to);
        }
    }

    private static int other(char one, byte[] bytes, int to) {
        char shown = Character.isSurrogate(one) ? '\uFFFD' : one;
        int at = to;
        if (shown < 0x800) {
            bytes[at++] = (byte) (0xC0 | (shown >> 6));
        } else {
            bytes[at++] = (byte) (0xE0 | (shown >> 12));
            bytes[at++] = following(shown >> 6);
        }
        bytes[at++] = following(shown);
        return at;
    }

    private static int pair(int point, byte[] bytes, int to) {
        bytes[to] = (byte) (0xF0 | (point >> 18));
        bytes[to + 1] = following(point >> 12);
        bytes[to + 2] = following(point >> 6);
        bytes[to + 3] = following(point);
        return to + 4;
    }

    /** Returns a byte behind the first one of a character, with the lowest six bits. */
    private static byte following(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
