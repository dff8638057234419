// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.net.Backoff;
import java.time.Duration;

/**
 * The delays of a {@link GasSocket}. They double exactly and without jitter, as in GoAutoSocket. The client of the
 * appenders uses {@link Backoff} instead.
 *
 * <p>Thread-safe: immutable.
 *
 * @param interval the first delay
 * @param maxInterval the greatest delay
 */
record RetryPolicy(Duration interval, Duration maxInterval) {

    /** Returns a policy whose delays begin with the interval and double up to the maximum. */
    static RetryPolicy doubling(Duration interval, Duration maxInterval) {
        return new RetryPolicy(interval, maxInterval);
    }

    /** Returns the delay in nanoseconds after this number of failures in a row, which can be 0. */
    long delayNanos(long failures) {
        long max = maxInterval.toNanos();
        long delay = interval.toNanos();
        for (long i = 0; i < failures && delay < max; i++) {
            delay *= 2;
        }
        return Math.min(max, delay);
    }
}
