// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.text.EscapedText;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes texts as JSON strings in UTF-8. Half of a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
 *
 * <p>A long string is turned into bytes by {@code getBytes}, which is several times faster than a look at each character,
 * and searched eight bytes at a time for what must be escaped. A short string, and text that is no string, is read
 * character by character, which allocates nothing.
 *
 * <p>Thread-safe: immutable.
 */
final class JsonText {
    /** The number of bytes of a text that is never cut. */
    static final int UNLIMITED = Integer.MAX_VALUE;
    /** What a text that was cut ends with. */
    private static final byte[] CUT = {'.', '.', '.'};

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH_BYTE << 7;
    /** Lays the quote beside the control characters, which stay among themselves. */
    private static final long SWAP_SPACE_AND_QUOTE = EACH_BYTE * (' ' ^ '"');

    private static final long UP_TO_SPACE = EACH_BYTE * (' ' + 1);
    private static final long BACKSLASHES = EACH_BYTE * '\\';
    private static final long QUESTION_MARKS = EACH_BYTE * '?';

    /** Up to this length, a string is read character by character. */
    private static final int SHORT_CHARS = 32;
    /** The length of the longest escape, {@code \u0000}. */
    private static final int LONGEST_ESCAPE = 6;

    private static final EscapedText CHARS = new EscapedText(escapes());

    private final int mostBytes;

    /**
     * Creates a writer.
     *
     * @param mostBytes length in bytes above which a text is cut, {@link #UNLIMITED} for never
     */
    JsonText(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    private static Map<Character, String> escapes() {
        Map<Character, String> escapes = new HashMap<>();
        for (char control = 0; control < ' '; control++) {
            escapes.put(control, "\\u00%02X".formatted((int) control));
        }
        escapes.putAll(Map.of('\n', "\\n", '\r', "\\r", '\t', "\\t", '\b', "\\b", '\f', "\\f"));
        escapes.putAll(Map.of('"', "\\\"", '\\', "\\\\"));
        return escapes;
    }

    /** Appends a text in quotes. */
    void string(CharSequence text, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        if (text instanceof String string && isShort(string) && plain(string, out)) {
            return;
        }
        out.append((byte) '"');
        content(text, scratch);
        out.append((byte) '"');
    }

    private boolean isShort(String text) {
        return text.length() <= Math.min(SHORT_CHARS, mostBytes);
    }

    /** Appends a text in quotes. Returns false, with nothing appended, if a character is escaped or not of ASCII. */
    private static boolean plain(String text, Utf8Buffer out) {
        int length = text.length();
        byte[] bytes = out.ensure(length + 2);
        int to = out.length();
        bytes[to++] = '"';
        for (int i = 0; i < length; i++) {
            char one = text.charAt(i);
            if (one >= 0x80 || CHARS.isEscaped((byte) one)) {
                return false;
            }
            bytes[to++] = (byte) one;
        }
        bytes[to++] = '"';
        out.setLength(to);
        return true;
    }

    /** Appends a text with its escapes, without quotes. */
    void content(CharSequence text, Scratch scratch) {
        int start = scratch.bytes().length();
        // each character takes at least a byte
        CharSequence shown = text.length() > mostBytes ? text.subSequence(0, mostBytes + 1) : text;
        if (shown instanceof String string && string.length() > SHORT_CHARS) {
            bytes(string, scratch);
        } else {
            CHARS.append(shown, scratch);
        }
        cut(scratch.bytes(), start);
    }

    /** Cuts what was appended since {@code start}, if it is too long, at the end of a character. */
    void cut(Utf8Buffer out, int start) {
        if (out.length() - start <= mostBytes) {
            return;
        }
        byte[] bytes = out.array();
        int most = start + Math.max(0, mostBytes - CUT.length);
        int end = start;
        for (int next = end; next <= most; next = end + charBytes(bytes, end)) {
            end = next;
        }
        out.truncate(end);
        out.append(CUT);
    }

    /** Returns how many bytes a character or its escape has. */
    private static int charBytes(byte[] bytes, int at) {
        byte first = bytes[at];
        if (first == '\\') {
            return bytes[at + 1] == 'u' ? LONGEST_ESCAPE : 2;
        }
        if (first >= 0) {
            return 1;
        }
        return first >= (byte) 0xF0 ? 4 : first >= (byte) 0xE0 ? 3 : 2;
    }

    private static void bytes(String text, Scratch scratch) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        boolean asked = false;
        int from = 0;
        int at = next(utf8, 0);
        for (; at < utf8.length; at = next(utf8, at + 1)) {
            byte found = utf8[at];
            if (found != '?') {
                out.append(utf8, from, at - from);
                CHARS.escape(found, out);
                from = at + 1;
            } else if (!asked) {
                asked = true;
                if (EscapedText.hasSurrogates(text, scratch)) {
                    out.truncate(start);
                    CHARS.append(text, scratch);
                    return;
                }
            }
        }
        out.append(utf8, from, utf8.length - from);
    }

    /** Returns the index of the next byte that is escaped or a question mark, or the length if there is none. */
    private static int next(byte[] bytes, int from) {
        int at = from;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            if (isSpecial((long) LONGS.get(bytes, at))) {
                for (int i = at; i < at + Long.BYTES; i++) {
                    if (isSpecial(bytes[i])) {
                        return i;
                    }
                }
            }
        }
        if (at > 0 && !isSpecial((long) LONGS.get(bytes, bytes.length - Long.BYTES))) {
            return bytes.length; // the last eight, some of which have been looked at
        }
        while (at < bytes.length && !isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpecial(byte one) {
        return CHARS.isEscaped(one) || one == '?';
    }

    /** Returns whether one of eight bytes may be special; true is sometimes wrong, false never. */
    private static boolean isSpecial(long eight) {
        long controlsAndQuotes = ((eight ^ SWAP_SPACE_AND_QUOTE) - UP_TO_SPACE) & ~eight;
        return ((controlsAndQuotes | zeros(eight ^ BACKSLASHES) | zeros(eight ^ QUESTION_MARKS)) & HIGH_BITS) != 0;
    }

    /** Returns a number with the highest bit of each byte set that is zero, and perhaps those of higher bytes. */
    private static long zeros(long eight) {
        return (eight - EACH_BYTE) & ~eight;
    }
}
