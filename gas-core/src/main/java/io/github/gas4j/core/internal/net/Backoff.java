// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.RetryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Computes the bound of the wait between two connect attempts. The wait is drawn uniformly below it (full jitter,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), which best spreads the reconnects of many clients.
 *
 * <p>The bound is half of the time that the outage has lasted. While the buffer fills, it is also at most half of the
 * time left until the buffer is full, so that a collector that is back in time is reached in time.
 *
 * <p>Thread-safe: immutable.
 *
 * @param intervalNanos the least bound of the schedule
 * @param maxNanos the greatest bound of the schedule
 */
public record Backoff(long intervalNanos, long maxNanos) {
    /** Value of {@code left} that stands for a full buffer. */
    public static final long FULL = 0;

    private static final long LEAST_DELAY = TimeUnit.MILLISECONDS.toNanos(50);
    /** Least bound while the buffer fills. Halving a shorter time again would gain nothing. */
    private static final long LEAST_HASTE = TimeUnit.MILLISECONDS.toNanos(60);
    /** Bound when the buffer is full. Haste saves nothing more, and many full clients must not reconnect at once. */
    private static final long WHEN_FULL = TimeUnit.MILLISECONDS.toNanos(3_500);
    /** Cap on {@code intervalNanos} while the client closes, because its deadline is near. */
    private static final long MOST_AT_CLOSE = TimeUnit.MILLISECONDS.toNanos(500);

    public static Backoff of(RetryOptions options) {
        return new Backoff(
                options.retryInterval().toNanos(), options.maxRetryInterval().toNanos());
    }

    /** Returns the bound for an outage of this age, whatever the buffer holds. */
    public long scheduled(long age) {
        return Math.min(maxNanos, Math.max(intervalNanos, age / 2));
    }

    /** Returns the bound for an outage of this age and a buffer that will be full after {@code left}. */
    public long hastened(long age, long left) {
        return Math.min(scheduled(age), haste(left));
    }

    /**
     * Returns the bound while the client closes.
     *
     * @param losing how long the client has been closing or flushing if a connection was lost meanwhile, else 0
     */
    public long closing(long losing) {
        return Math.max(Math.min(intervalNanos, MOST_AT_CLOSE), Math.min(maxNanos, losing / 2));
    }

    /** Returns a random wait below a bound, but at least 50 ms. {@code random} is uniform between 0 and 1. */
    public static long delay(long bound, double random) {
        return Math.max(LEAST_DELAY, (long) (random * bound));
    }

    private static long haste(long left) {
        if (left <= FULL) {
            return WHEN_FULL;
        }
        return Math.max(LEAST_HASTE, left / 2);
    }
}
