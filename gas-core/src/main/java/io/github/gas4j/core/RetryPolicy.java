// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff with full jitter: uniform over 0 to min(max, interval·2ⁿ), at least 50 ms. Full jitter spreads a
 * fleet's reconnects best ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 *
 * <p>Thread-safe: immutable.
 *
 * @param interval the bound of the first delay
 * @param maxInterval the bound that no delay exceeds, unless it is below the least delay
 * @param random uniform in 0 (inclusive) to 1 (exclusive)
 */
record RetryPolicy(Duration interval, Duration maxInterval, DoubleSupplier random) {
    static final long LEAST_DELAY_NANOS = Duration.ofMillis(50).toNanos();

    /** Returns the delay in nanoseconds after the given number of failures in a row, from 0. */
    long delayNanos(long failures) {
        long max = maxInterval.toNanos();
        long bound = interval.toNanos();
        for (long i = 0; i < failures && bound < max; i++) {
            bound *= 2;
        }
        return Math.max(LEAST_DELAY_NANOS, (long) (random.getAsDouble() * Math.min(max, bound)));
    }
}
