// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.Sender;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One wait until everything below a position has been released, or at JVM exit only written. Meanwhile it makes the sender
 * retry after shorter waits than its {@code Outage} would draw, and ask the collector for a proof.
 *
 * <p>Confined to the calling thread.
 */
public final class Flush {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Sender sender;
    private final Requests requests;
    private final Intake intake;
    private final Counters counters;
    private final Backoff backoff;
    private final boolean onlyWrites;
    private final long began = System.nanoTime();
    private final long connections;
    private final long failures;
    private final long lost;
    private long retryAt = began;

    /**
     * Prepares a wait.
     *
     * @param onlyWrites whether it is for the exit of the JVM: until everything is written, or no connection was ever possible
     */
    public Flush(Sender sender, Requests requests, Intake intake, Counters counters, boolean onlyWrites) {
        this.sender = sender;
        this.requests = requests;
        this.intake = intake;
        this.counters = counters;
        this.onlyWrites = onlyWrites;
        backoff = Backoff.of(sender.options().retry());
        connections = counters.connections();
        failures = counters.failedAttempts();
        lost = counters.lost();
    }

    /** Returns the end of a time from now on. Saturates, so that a caller may ask for any. A negative one is over at once. */
    public static long deadlineAfter(Duration timeout) {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        return System.nanoTime() + Math.max(0, Math.min(Long.MAX_VALUE / 4, nanos));
    }

    /**
     * Waits, and returns whether everything has been flushed in time that is buffered now, and nothing was dropped meanwhile.
     * An interrupt ends the wait. The client's own threads do not wait.
     */
    public boolean await(Duration timeout) {
        long deadline = deadlineAfter(timeout);
        long end = intake.buffer().tail();
        if (!onlyWrites && position() < end) {
            requests.confirm(end, deadline);
        }
        while (position() < end
                && sender.state() != ConnectionState.CLOSED
                && !isHopeless()
                && !intake.isOwnThread()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - deadline < 0) {
            retry();
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
        boolean reached = position() >= end; // first, because a client that has ended has another buffer
        boolean passed = sender.state() == ConnectionState.CLOSED ? sender.hasDeliveredAll() : reached;
        return passed && counters.lost() == lost;
    }

    private long position() {
        return onlyWrites ? sender.vitals().sentPosition() : intake.buffer().released();
    }

    /** Returns whether an attempt has failed and there never was a connection, which ends a JVM's exit early. */
    private boolean isHopeless() {
        return onlyWrites && counters.failedAttempts() != failures && counters.connections() == 0;
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
