// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in base 32, with the digits {@code 0} to {@code 9} and {@code a} to {@code v}. Numbers of equally many digits
 * compare as text as they do as numbers, which the alphabet of RFC 4648 does not give. {@link Long#parseLong(String, int)}
 * reads them.
 *
 * <p>Stateless. Two digits at a time are taken from a table of 2 KiB, of which ids in a row use a few lines.
 */
final class Base32 {
    static final int BITS_PER_DIGIT = 5;
    /** Number of digits that {@link #write} and {@link #append} make, of 60 bits. */
    static final int DIGITS = 12;

    private static final int BITS_PER_PAIR = 2 * BITS_PER_DIGIT;
    private static final int HIGHEST_PAIR = DIGITS * BITS_PER_DIGIT - BITS_PER_PAIR;
    private static final int FIFTH_PAIR = BITS_PER_PAIR;
    private static final int BITS_OF_PAIR = 2 * Byte.SIZE;
    private static final int PAIR_MASK = (1 << BITS_PER_PAIR) - 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final char[] PAIRS = pairs();

    private Base32() {}

    private static char[] pairs() {
        char[] pairs = new char[PAIR_MASK + 1];
        for (int pair = 0; pair < pairs.length; pair++) {
            pairs[pair] = (char) ((digit(pair >>> BITS_PER_DIGIT) << Byte.SIZE) | digit(pair & 0x1F));
        }
        return pairs;
    }

    /** Returns the character of a digit. */
    static char digit(int value) {
        return Character.forDigit(value, 1 << BITS_PER_DIGIT);
    }

    /** Writes twelve digits in ASCII into an array that has room for them. */
    static void write(long number, byte[] into, int at) {
        long first = 0;
        for (int shift = HIGHEST_PAIR; shift > FIFTH_PAIR; shift -= BITS_PER_PAIR) {
            first = first << BITS_OF_PAIR | pair(number, shift);
        }
        LONGS.set(into, at, first);
        INTS.set(into, at + Long.BYTES, pair(number, FIFTH_PAIR) << BITS_OF_PAIR | pair(number, 0));
    }

    /** Returns two digits in ASCII. */
    private static char pair(long number, int shift) {
        return PAIRS[(int) (number >>> shift) & PAIR_MASK];
    }

    /** Appends twelve digits. */
    static void append(long number, StringBuilder text) {
        for (int shift = HIGHEST_PAIR; shift >= 0; shift -= BITS_PER_PAIR) {
            char pair = pair(number, shift);
            text.append((char) (pair >> Byte.SIZE)).append((char) (pair & 0x7F));
        }
    }
}
