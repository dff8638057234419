// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff: {@code random} times min(max, interval·2ⁿ), at least the least delay. The appenders' client draws
 * full jitter, because it spreads a fleet's reconnects best ("Exponential Backoff And Jitter", AWS Architecture Blog,
 * 2015); {@link #doubling} draws none.
 *
 * <p>Thread-safe: immutable.
 *
 * @param interval the bound of the first delay
 * @param maxInterval the bound that no delay exceeds, unless it is below the least delay
 * @param leastDelay what no delay falls below
 * @param random uniform in 0 (inclusive) to 1 (exclusive) for full jitter, always 1 for none
 */
record RetryPolicy(Duration interval, Duration maxInterval, Duration leastDelay, DoubleSupplier random) {
    private static final Duration LEAST_DELAY_WITH_JITTER = Duration.ofMillis(50);

    /** Full jitter, at least 50 ms. */
    RetryPolicy(Duration interval, Duration maxInterval, DoubleSupplier random) {
        this(interval, maxInterval, LEAST_DELAY_WITH_JITTER, random);
    }

    /** Delays that double exactly, as GoAutoSocket's do: the interval, twice, four times and so on, up to the maximum. */
    static RetryPolicy doubling(Duration interval, Duration maxInterval) {
        return new RetryPolicy(interval, maxInterval, Duration.ZERO, () -> 1);
    }

    /** Returns the delay in nanoseconds after the given number of failures in a row, from 0. */
    long delayNanos(long failures) {
        long max = maxInterval.toNanos();
        long bound = interval.toNanos();
        for (long i = 0; i < failures && bound < max; i++) {
            bound *= 2;
        }
        return Math.max(leastDelay.toNanos(), (long) (random.getAsDouble() * Math.min(max, bound)));
    }
}
