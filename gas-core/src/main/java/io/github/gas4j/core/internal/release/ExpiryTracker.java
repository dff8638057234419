// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.config.RetryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Tells which events have expired: those that have waited through a failed attempt and {@code maxRetries} failed
 * retries, or for longer than {@code deliveryTimeout} without having been written. Newer events stay, so the buffer
 * always holds the latest events, however long an outage lasts.
 *
 * <p>Confined to the sender's thread.
 */
public final class ExpiryTracker {
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MARKS_PER_TIMEOUT = 64;

    private final Marks failures = new Marks(0);
    private final Marks arrivals = new Marks(0);
    private int maxRetries;
    private long timeoutNanos;
    private long spacingNanos;
    private long failureCount;
    private long dueByAttempts;
    private long dueByAge;

    public ExpiryTracker(RetryOptions options) {
        limits(options);
    }

    /** Changes the limits. Past failed attempts still count, and so does the age of events if it was limited before. */
    public void limits(RetryOptions options) {
        maxRetries = options.maxRetries();
        timeoutNanos = options.deliveryTimeout().toNanos();
        spacingNanos = Math.max(LEAST_SPACING_NANOS, timeoutNanos / MARKS_PER_TIMEOUT);
        arrivals.spacing(spacingNanos);
    }

    /** Notes a failed attempt. Every event below {@code tail} has waited through it. */
    public void failed(long tail) {
        failureCount++;
        failures.add(tail, failureCount);
        if (maxRetries >= 0) {
            dueByAttempts = Math.max(dueByAttempts, failures.takeUntil(failureCount - maxRetries, dueByAttempts));
        }
    }

    /** Adapts the noted positions after frames were taken out. Events that moved have waited as long as before. */
    public void moveOver(Gap gap) {
        failures.moveOver(gap);
        arrivals.moveOver(gap);
        dueByAttempts = gap.moved(dueByAttempts);
        dueByAge = gap.moved(dueByAge);
    }

    /** Forgets the failed attempts. Called when a connection has proven itself. */
    public void proven() {
        failures.clear();
    }

    /** Notes which events have been appended by now. */
    public void tick(long now, long tail) {
        if (timeoutNanos > 0) {
            arrivals.add(tail, now);
            dueByAge = Math.max(dueByAge, arrivals.takeUntil(now - timeoutNanos, dueByAge));
        }
    }

    /** Returns the position below which events have waited through too many attempts. It never moves back. */
    public long dueByAttempts() {
        return dueByAttempts;
    }

    /** Returns the position below which events are too old. It never moves back. */
    public long dueByAge() {
        return dueByAge;
    }

    /** Returns whether events expire by age, so that {@link #tick} has to be called. */
    public boolean isTimed() {
        return timeoutNanos > 0;
    }

    /** Returns the longest time between two calls of {@link #tick} while events wait, or {@code Long.MAX_VALUE}. */
    public long spacingNanos() {
        return timeoutNanos == 0 ? Long.MAX_VALUE : spacingNanos;
    }
}
