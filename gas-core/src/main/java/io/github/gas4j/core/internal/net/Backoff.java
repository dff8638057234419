// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.RetryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Bounds of the wait between two connect attempts. The wait itself is drawn uniformly below the bound (full jitter,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), because that spreads a fleet's reconnects best.
 *
 * <p>The bound is half of the time that the outage has lasted. While the buffer fills, the bound is at most half of the
 * time that is left until the buffer is full, so that a collector that comes back in time is found in time.
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
    /**
     * Bound once the buffer is full. Haste saves nothing more, and a fleet of full clients must not come back at once.
     */
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

    /** Returns the wait that {@code random}, uniform in 0 to 1, draws below a bound: at least 50 ms. */
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
