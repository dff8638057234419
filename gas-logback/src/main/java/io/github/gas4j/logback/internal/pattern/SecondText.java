// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The text of one second: its bytes, and where the digits of the milliseconds are. They are found by laying out two
 * milliseconds of the second that have different digits everywhere.
 *
 * <p>Thread-safe: immutable.
 */
final class SecondText {
    private static final int ONE = 123;
    private static final int OTHER = 987;

    private final long second;
    /** Null if the text is not of a kind that can be changed in place. */
    private final byte @Nullable [] bytes;

    private final int plain;
    /** For each digit: four times its position, plus 0 for hundreds, 1 for tens, 2 for units. */
    private final int[] digits;

    private SecondText(long second, byte @Nullable [] bytes, int[] digits) {
        this.second = second;
        this.bytes = bytes;
        plain = bytes == null ? 0 : PlainBytes.count(bytes);
        this.digits = digits;
    }

    /**
     * Lays out a second.
     *
     * @param second since 1970
     * @param layout gives the text of a time in milliseconds since 1970
     */
    static SecondText of(long second, LongFunction<String> layout) {
        String one = layout.apply(second * 1000 + ONE);
        String other = layout.apply(second * 1000 + OTHER);
        int[] digits = new int[one.length()];
        int found = 0;
        boolean usable = one.length() == other.length();
        int position = 0;
        for (int i = 0; usable && i < one.length(); i++) {
            char c = one.charAt(i);
            if (c != other.charAt(i)) {
                int place = c - '1';
                usable = place >= 0 && place <= 2 && other.charAt(i) == '9' - place;
                digits[found++] = 4 * position + place;
            }
            usable &= !Character.isSurrogate(c);
            position += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return usable
                ? new SecondText(second, one.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(digits, found))
                : new SecondText(second, null, new int[0]);
    }

    /** Returns which second this is, since 1970. */
    long second() {
        return second;
    }

    /**
     * Appends the text of a millisecond of this second.
     *
     * @return false if nothing was appended, because the text cannot be changed in place
     */
    boolean append(int millis, Utf8Buffer to) {
        byte[] text = bytes;
        if (text == null) {
            return false;
        }
        int start = to.length();
        to.append(text, plain);
        byte[] array = to.array();
        for (int digit : digits) {
            int place = digit & 3;
            int value = place == 0 ? millis / 100 : place == 1 ? millis / 10 % 10 : millis % 10;
            array[start + (digit >> 2)] = (byte) ('0' + value);
        }
        return true;
    }
}
