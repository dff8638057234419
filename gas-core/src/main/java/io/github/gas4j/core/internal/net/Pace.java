// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.util.concurrent.TimeUnit;

/**
 * Measures the present rate of logging at the buffer's tail. The rate is the greater of two moving averages: the fast
 * one notices a burst within a fraction of a second, and the slow one bridges pauses between events.
 *
 * <p>Confined to the sender's thread.
 */
public final class Pace {
    /** Least time between two samples. A few events within a millisecond would only be noise. */
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final double FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long time;
    private long tail;
    // moving averages, in bytes per nanosecond
    private double fast;
    private double slow;

    public Pace(long now, long tail) {
        time = now;
        this.tail = tail;
    }

    /** Takes a sample, unless the last one is too recent. */
    public void tick(long now, long newTail) {
        long elapsed = now - time;
        if (elapsed < LEAST_SPACING_NANOS) {
            return;
        }
        double latest = (double) (newTail - tail) / elapsed;
        fast += (latest - fast) * -Math.expm1(-elapsed / FAST_NANOS);
        slow += (latest - slow) * -Math.expm1(-elapsed / SLOW_NANOS);
        time = now;
        tail = newTail;
    }

    /**
     * Returns how many nanoseconds it takes to log {@code bytes} more, or {@code Long.MAX_VALUE} if nothing is logged.
     */
    public long nanosFor(long bytes) {
        return (long) (bytes / Math.max(fast, slow)); // the cast turns infinity into Long.MAX_VALUE
    }
}
