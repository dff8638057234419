// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * How fast the application logs at present, from the buffer's tail and the clock. Two moving averages are kept: the fast
 * one notices a burst within a fraction of a second, the slow one bridges pauses between events; the greater one counts.
 *
 * <p>Confined to the sender's thread.
 */
final class Pace {
    /** Ticks closer than this are skipped: what a few events say about a millisecond is noise. */
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final double FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long time;
    private long tail;
    /** Bytes per nanosecond. */
    private double fast;

    private double slow;

    Pace(long now, long tail) {
        time = now;
        this.tail = tail;
    }

    /** Notes how far the tail has come. */
    void tick(long now, long newTail) {
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

    /** Returns after how many nanoseconds so many more bytes will have been logged; {@code Long.MAX_VALUE} if never. */
    long nanosFor(long bytes) {
        return (long) (bytes / Math.max(fast, slow)); // a division by zero saturates
    }
}
