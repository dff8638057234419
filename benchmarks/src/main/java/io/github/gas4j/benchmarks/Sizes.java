// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

/** Arithmetic of sizes. Stateless. */
final class Sizes {
    private Sizes() {}

    /** Reads {@code 8MiB}, {@code 64KiB}, {@code 1GiB} or a number of bytes. */
    static long parse(String text) {
        String number = text.replaceAll("[^0-9]", "");
        return Long.parseLong(number)
                * switch (text.substring(number.length())) {
                    case "" -> 1;
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    default -> throw new IllegalArgumentException(text);
                };
    }

    /** Returns the smallest power of two that is not below a number. */
    static long powerOfTwoFrom(long number) {
        return number <= 1 ? 1 : Long.highestOneBit(number - 1) << 1;
    }
}
