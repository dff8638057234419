// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

/** Keeps the compiler from leaving out an encoding whose result nobody sends. Thread-safe: read only. */
final class Consumed {
    /** No encoding ends in this, but the compiler does not know. */
    private static volatile int never = Integer.MIN_VALUE;

    private Consumed() {}

    static void consume(byte[] bytes, int length) {
        if (length > 0 && bytes[length - 1] == never) {
            throw new IllegalStateException("encoded the impossible");
        }
    }
}
