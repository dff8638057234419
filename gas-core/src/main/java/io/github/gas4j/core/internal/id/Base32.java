// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

/**
 * Numbers in base 32, with the digits {@code 0} to {@code 9} and {@code a} to {@code v}. Numbers of equally many digits
 * compare as text as they do as numbers, which the alphabet of RFC 4648 does not give. {@link Long#parseLong(String, int)}
 * reads them.
 *
 * <p>Stateless. Eight digits are computed at once, one in each byte of a long.
 */
final class Base32 {
    static final int BITS_PER_DIGIT = 5;

    private static final long EACH = 0x0101010101010101L;
    private static final long ZEROS = EACH * '0';
    /** Added to a digit, sets the highest bit of its byte if the digit is ten or more. */
    private static final long TO_HIGHEST_BIT = EACH * (0x80 - 10);

    private static final int FROM_DIGIT_TO_LETTER = 'a' - 10 - '0';

    private Base32() {}

    /** Returns the eight digits of the lowest 40 bits in ASCII, the first digit in the highest byte. */
    static long digits(long number) {
        long values = (number & 0xFF_FFF0_0000L) << 12 | (number & 0xF_FFFFL); // 20 bits in each half
        values = (values & 0x000F_FC00_000F_FC00L) << 6 | (values & 0x0000_03FF_0000_03FFL); // 10 in each quarter
        values = (values & 0x03E0_03E0_03E0_03E0L) << 3 | (values & 0x001F_001F_001F_001FL); // 5 in each byte
        long areLetters = ((values + TO_HIGHEST_BIT) >>> 7) & EACH;
        return values + ZEROS + areLetters * FROM_DIGIT_TO_LETTER;
    }
}
