// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most so many events a second pass, over all connections. Thread-safe: each caller takes its moment under the
 * lock and waits for it without the lock.
 */
final class Pace {
    /** What callers that wake up late may catch up with. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long intervalNanos;
    private long next = System.nanoTime();

    /** Makes a pace; null for one that holds up nobody. */
    Pace(@Nullable Integer perSecond) {
        intervalNanos = perSecond == null ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns whether it holds anybody up. */
    boolean isLimited() {
        return intervalNanos > 0;
    }

    /** Returns when the next event may pass. */
    void await() {
        if (isLimited()) {
            long due = take();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private synchronized long take() {
        long earliest = System.nanoTime() - SLACK_NANOS;
        next = next + intervalNanos - earliest > 0 ? next + intervalNanos : earliest;
        return next;
    }
}
