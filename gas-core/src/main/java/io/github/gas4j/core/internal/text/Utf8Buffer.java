// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one event while they are written, in an array that grows and is used again for the next event.
 *
 * <p>Code that writes many bytes asks for room once, writes into the array itself and says where it has ended:
 *
 * <pre>{@code
 * byte[] array = buffer.ensure(most);
 * int end = buffer.length();
 * array[end++] = 'x';
 * buffer.setLength(end);
 * }</pre>
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
public final class Utf8Buffer {
    private static final int INITIAL_BYTES = 4 << 10;
    /** Largest array that every JVM can allocate. */
    private static final int LONGEST_BYTES = Integer.MAX_VALUE - 8;
    /** Up to this length, a string is faster read character by character than by {@code getBytes}. */
    private static final int SHORT_CHARS = 16;
    /** Digits and sign of the longest number. */
    private static final int LONGEST_NUMBER = 20;
    /** The least numbers of more digits than their index. */
    private static final int[] LEAST_OF_DIGITS = {
        0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    /** Far below 0 if nothing is known. */
    private int plain;

    /** Discards the bytes. */
    public void clear() {
        length = 0;
        plain = 0;
    }

    /**
     * Returns how many bytes are certainly plain, which is neither LF, CR nor NUL, so that nobody has to look for these again.
     * A lower bound, which may be negative.
     */
    public int plain() {
        return plain;
    }

    /** Says that some of the bytes are plain which were appended without that knowledge. Counts each byte once only. */
    public void addPlain(int count) {
        plain += count;
    }

    /** Says how many bytes are plain, also if nothing is known since {@link #truncate}. */
    public void setPlain(int count) {
        plain = count;
    }

    /** Returns the array that holds the event from index 0 to {@link #length()}. The next bytes may need another one. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Returns the size of the array in bytes. */
    int capacity() {
        return bytes.length;
    }

    /**
     * Discards the bytes from an index on.
     *
     * @param newLength at most {@link #length()}
     */
    public void truncate(int newLength) {
        if (newLength > length) {
            throw new IllegalArgumentException(newLength + " of " + length + " bytes");
        }
        setLength(newLength);
        plain = Integer.MIN_VALUE; // so far below that it stays negative
    }

    /**
     * Says how many bytes there are, after some were written into the array itself.
     *
     * @param newLength at most what {@link #ensure} has made room for
     */
    public void setLength(int newLength) {
        if (newLength < 0 || newLength > bytes.length) {
            throw new IllegalArgumentException(newLength + " of " + bytes.length + " bytes");
        }
        length = newLength;
    }

    /**
     * Makes room for more bytes.
     *
     * @return the array, in which as many bytes as asked for are free from {@link #length()} on
     * @throws IllegalStateException if no array is as long as that
     */
    public byte[] ensure(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
        return bytes;
    }

    /** Appends one byte. */
    public void append(byte value) {
        byte[] array = ensure(1);
        array[length++] = value;
    }

    /** Appends all of an array. */
    public void append(byte[] data) {
        append(data, 0, data.length);
    }

    /** Appends all of an array, of which so many bytes are plain. */
    public void append(byte[] data, int plainBytes) {
        append(data, 0, data.length);
        plain += plainBytes;
    }

    /** Appends a part of an array. */
    public void append(byte[] data, int offset, int count) {
        byte[] array = ensure(count);
        System.arraycopy(data, offset, array, length, count);
        length += count;
    }

    /** Appends a string in UTF-8, as {@code getBytes} would: half of a surrogate pair becomes a question mark. */
    public void append(String text) {
        if (text.length() > SHORT_CHARS || !appendAscii(text)) {
            byte[] data = text.getBytes(StandardCharsets.UTF_8);
            append(data, PlainBytes.areAll(data) ? data.length : 0);
        }
    }

    /** Appends a number in decimal digits. */
    public void append(long number) {
        byte[] array = ensure(LONGEST_NUMBER);
        int start = length;
        if (number < 0) {
            array[length++] = '-';
        }
        int end = length + digits(number);
        int at = end;
        long rest = number;
        for (; rest != (int) rest || rest < 0; rest /= 10) {
            array[--at] = (byte) ('0' + Math.abs(rest % 10)); // of each digit, as the least number has no opposite
        }
        for (int small = (int) rest; at > length; small /= 10) { // divides much faster
            array[--at] = (byte) ('0' + small % 10);
        }
        plain += end - start;
        length = end;
    }

    /** Returns false, with nothing appended, if there is another character than of ASCII. */
    private boolean appendAscii(String text) {
        int count = text.length();
        byte[] array = ensure(count);
        int to = length;
        int least = PlainBytes.LIMIT;
        for (int i = 0; i < count; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                return false;
            }
            least = Math.min(least, character);
            array[to + i] = (byte) character;
        }
        plain += least < PlainBytes.LIMIT ? 0 : count;
        length = to + count;
        return true;
    }

    private static int digits(long number) {
        if (number >= 0 && number < LEAST_OF_DIGITS[LEAST_OF_DIGITS.length - 1]) {
            int digits = 1;
            while (number >= LEAST_OF_DIGITS[digits]) {
                digits++;
            }
            return digits;
        }
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > LONGEST_BYTES) {
            throw new IllegalStateException("an event longer than " + LONGEST_BYTES + " bytes");
        }
        long doubled = Math.min(2L * bytes.length, LONGEST_BYTES);
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
}
