// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.Sender;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One call of {@link GasClient#flush}. Waits until everything below a position has been written, and meanwhile makes
 * the sender retry after shorter waits than its {@code Outage} would draw.
 *
 * <p>Confined to the calling thread.
 */
final class Flush {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Sender sender;
    private final Requests requests;
    private final Counters counters;
    private final Backoff backoff;
    private final long began = System.nanoTime();
    private final long connections;
    private final long failures;
    private final long lost;
    private long retryAt = began;

    Flush(Sender sender, Requests requests, Counters counters, Backoff backoff) {
        this.sender = sender;
        this.requests = requests;
        this.counters = counters;
        this.backoff = backoff;
        connections = counters.connections();
        failures = counters.failedAttempts();
        lost = counters.lost();
    }

    /** Returns the end of a time from now on. Saturates, so that a caller may ask for any. A negative one is over at once. */
    static long deadlineAfter(Duration timeout) {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        return System.nanoTime() + Math.max(0, Math.min(Long.MAX_VALUE / 4, nanos));
    }

    /**
     * Waits, and returns whether everything below {@code end} has been written by the deadline and nothing was dropped
     * meanwhile. An interrupt ends the wait.
     */
    boolean await(long end, long deadline) {
        while (sender.sentPosition() < end
                && sender.state() != ConnectionState.CLOSED
                && !isHopeless()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - deadline < 0) {
            retry();
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
        return isWritten(end);
    }

    /** Returns, without a wait, whether everything below {@code end} has been written and nothing was dropped. */
    boolean isWritten(long end) {
        boolean written =
                sender.state() == ConnectionState.CLOSED ? sender.hasDeliveredAll() : sender.sentPosition() >= end;
        return written && counters.lost() == lost;
    }

    /** Returns whether an attempt has failed and there never was a connection. */
    private boolean isHopeless() {
        return counters.failedAttempts() != failures && counters.connections() == 0;
    }

    private void retry() {
        long now = System.nanoTime();
        if (sender.state() == ConnectionState.BACKING_OFF && now - retryAt >= 0) {
            requests.retryNow();
            long losing = counters.connections() > connections ? now - began : 0;
            double random = ThreadLocalRandom.current().nextDouble();
            retryAt = now + Backoff.delay(backoff.closing(losing), random);
        }
    }
}
