// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * Decides which events have waited long enough: through a failed attempt and {@code maxRetries} failed retries, or longer
 * than {@code deliveryTimeout}. Newer events stay, so an endless outage keeps what came last and recovery needs no restart.
 *
 * <p>Confined to the sender's thread.
 */
final class GiveUp {
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MARKS_PER_TIMEOUT = 64;

    private final int maxRetries;
    private final long timeoutNanos;
    private final long spacingNanos;
    private final Marks failures = new Marks(0);
    private final Marks arrivals;
    private long failureCount;
    private long due;

    GiveUp(GasConfig config) {
        maxRetries = config.maxRetries();
        timeoutNanos = config.deliveryTimeout().toNanos();
        spacingNanos = Math.max(LEAST_SPACING_NANOS, timeoutNanos / MARKS_PER_TIMEOUT);
        arrivals = new Marks(spacingNanos);
    }

    /** An attempt failed; everything below {@code tail} has waited through it. */
    void failed(long tail) {
        failureCount++;
        if (maxRetries >= 0) {
            failures.add(tail, failureCount);
            due = Math.max(due, failures.takeUntil(failureCount - maxRetries, due));
        }
    }

    /** A connection proved itself: the next outage counts from the beginning. */
    void proven() {
        failures.clear();
    }

    /** Notes what has arrived by now. */
    void tick(long now, long tail) {
        if (timeoutNanos > 0) {
            arrivals.add(tail, now);
            due = Math.max(due, arrivals.takeUntil(now - timeoutNanos, due));
        }
    }

    /** The position below which events have waited long enough; the last answer again if nothing is new. */
    long due() {
        return due;
    }

    /** Whether events are given up by age, so that their arrival has to be noted. */
    boolean isTimed() {
        return timeoutNanos > 0;
    }

    /** How often {@link #tick} wants to be called while events wait, or {@code Long.MAX_VALUE}. */
    long spacingNanos() {
        return timeoutNanos == 0 ? Long.MAX_VALUE : spacingNanos;
    }
}
