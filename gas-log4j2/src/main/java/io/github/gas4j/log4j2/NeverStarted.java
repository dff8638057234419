// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasStats;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts the events that are logged to an appender that could not start, and says at most once a minute how many were dropped.
 *
 * <p>Thread-safe.
 */
final class NeverStarted {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String destination;
    private final StatusReporter reporter;
    private final LongSupplier nanoTime;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong nextReport;

    /**
     * Creates a count of zero.
     *
     * @param destination as configured; empty if it is not known
     */
    NeverStarted(String destination, StatusReporter reporter, LongSupplier nanoTime) {
        this.destination = destination;
        this.reporter = reporter;
        this.nanoTime = nanoTime;
        this.nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    /** Counts an event. Throws nothing once it is counted. */
    void drop() {
        long events = dropped.incrementAndGet();
        try {
            long now = nanoTime.getAsLong();
            long due = nextReport.get();
            if (now - due >= 0 && nextReport.compareAndSet(due, now + MINUTE_NANOS)) {
                reporter.alarmed("has dropped " + events + (events == 1 ? " event" : " events")
                        + " so far, because the appender is not started; the error at its start says why");
            }
        } catch (Throwable ignored) {
            // There is no memory or stack for the report, but the event is counted.
        }
    }

    GasStats stats() {
        return GasStats.ofRefused(destination, dropped.get());
    }
}
