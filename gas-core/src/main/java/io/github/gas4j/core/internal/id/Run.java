// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The part of an id that tells one run of a JVM from all others: 64 random bits as a letter and twelve digits of
 * {@link Base32}, and a hyphen. The letter is from {@code g} to {@code v}, so that no receiver takes an id at the start of a
 * line for the length of an event.
 *
 * <p>64 bits are enough. Of a million runs, which a thousand instances that restart daily need almost three years for, two
 * are alike with a probability of one in 37 million.
 *
 * <p>Stateless.
 */
final class Run {
    private static final int DIGITS = 12;

    private Run() {}

    /** Returns random bits of the system, without a wait for it to gather entropy where it lets one choose. */
    static long random() {
        try {
            return SecureRandom.getInstance("NativePRNGNonBlocking").nextLong(); // /dev/urandom on Linux and macOS
        } catch (NoSuchAlgorithmException elsewhere) {
            return new SecureRandom().nextLong();
        }
    }

    /** Returns the 14 ASCII characters of a run. */
    static byte[] text(long bits) {
        StringBuilder text = new StringBuilder(DIGITS + 2);
        for (int shift = DIGITS * Base32.BITS_PER_DIGIT; shift >= 0; shift -= Base32.BITS_PER_DIGIT) {
            boolean first = shift == DIGITS * Base32.BITS_PER_DIGIT;
            int digit = (int) (bits >>> shift) & 0x1F; // four bits are left for the first one
            text.append(Base32.digit(first ? digit | 0x10 : digit));
        }
        return text.append('-').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
