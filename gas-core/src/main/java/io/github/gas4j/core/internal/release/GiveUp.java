// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.config.RetryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Decides which events have waited long enough: through a failed attempt and {@code maxRetries} failed retries, or, while
 * they wait for their first write, longer than {@code deliveryTimeout}. Newer events stay, so an endless outage keeps what came last and recovery needs no restart.
 *
 * <p>Confined to the sender's thread.
 */
public final class GiveUp {
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MARKS_PER_TIMEOUT = 64;

    private final Marks failures = new Marks(0);
    private final Marks arrivals = new Marks(0);
    private int maxRetries;
    private long timeoutNanos;
    private long spacingNanos;
    private long failureCount;
    private long dueByTries;
    private long dueByAge;

    public GiveUp(RetryOptions options) {
        limits(options);
    }

    /** Changes the limits. What events have waited through so far counts on, and their age if it was limited before. */
    public void limits(RetryOptions options) {
        maxRetries = options.maxRetries();
        timeoutNanos = options.deliveryTimeout().toNanos();
        spacingNanos = Math.max(LEAST_SPACING_NANOS, timeoutNanos / MARKS_PER_TIMEOUT);
        arrivals.spacing(spacingNanos);
    }

    /** An attempt failed; everything below {@code tail} has waited through it. */
    public void failed(long tail) {
        failureCount++;
        failures.add(tail, failureCount);
        if (maxRetries >= 0) {
            dueByTries = Math.max(dueByTries, failures.takeUntil(failureCount - maxRetries, dueByTries));
        }
    }

    /** Goes on with positions as they are after a gap was closed: what has moved has waited as long as before. */
    public void moveOver(Gap gap) {
        failures.moveOver(gap);
        arrivals.moveOver(gap);
        dueByTries = gap.moved(dueByTries);
        dueByAge = gap.moved(dueByAge);
    }

    /** A connection proved itself: the next outage counts from the beginning. */
    public void proven() {
        failures.clear();
    }

    /** Notes what has arrived by now. */
    public void tick(long now, long tail) {
        if (timeoutNanos > 0) {
            arrivals.add(tail, now);
            dueByAge = Math.max(dueByAge, arrivals.takeUntil(now - timeoutNanos, dueByAge));
        }
    }

    /** Returns the position below which events have waited through enough failures; the last one again if nothing is new. */
    public long dueByTries() {
        return dueByTries;
    }

    /** Returns the position below which events are old enough; the last one again if nothing is new. */
    public long dueByAge() {
        return dueByAge;
    }

    /** Whether events are given up by age, so that their arrival has to be noted. */
    public boolean isTimed() {
        return timeoutNanos > 0;
    }

    /** How often {@link #tick} wants to be called while events wait, or {@code Long.MAX_VALUE}. */
    public long spacingNanos() {
        return timeoutNanos == 0 ? Long.MAX_VALUE : spacingNanos;
    }
}
