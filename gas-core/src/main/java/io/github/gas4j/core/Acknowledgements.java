// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * How many of the bytes that one connection has taken were acknowledged by the peer's kernel, as far as {@link SendQueue}
 * tells. It looks only while something is outstanding: a second after a write, then once a second, and never for more than
 * half a percent of the time.
 *
 * <p>Confined to the sender's thread.
 */
final class Acknowledgements {
    /** How long a write has to be acknowledged before anyone looks, and how far apart looks are. */
    static final long LOOK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A look that took one unit of time is followed by so many units without one: half a percent. */
    private static final long UNITS_BETWEEN_LOOKS = 200;
    /** One slow look, on a machine that stalls, must not blind the client for long. */
    private static final long MOST_BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** So many retransmissions or probes without an answer make a connection suspect, 1.5 to 2 s after the path broke. */
    private static final int SUSPECT_AFTER = 3;

    private final Connection connection;
    /** Offset in the connection's bytes up to which everything is known to be acknowledged. */
    private long acknowledged;
    /** Offset up to which the last look left no question open. */
    private long settled;
    /** When the acknowledged offset last moved, or the first outstanding byte was written. */
    private long movedAt;

    private boolean outstanding;
    private long lookedAt;
    private long lookAt;
    private long notBefore;
    /** As of the last look. */
    private boolean peerEnded;

    private int unanswered;
    private long nanosToNextTry = Long.MAX_VALUE;

    Acknowledgements(Connection connection, long now) {
        this.connection = connection;
        movedAt = now;
        lookedAt = now;
        notBefore = now + LOOK_AFTER_NANOS;
    }

    /** Looks at the queue if it is time to. */
    void tick(long now) {
        if (connection.taken() == settled) {
            outstanding = false;
        } else if (!outstanding) {
            outstanding = true;
            movedAt = now;
            lookAt = now + Math.max(notBefore - now, LOOK_AFTER_NANOS);
        } else if (now - lookAt >= 0) {
            look(now);
        }
    }

    /** Looks at the queue now; returns false if the connection can no longer be seen. */
    boolean look(long now) {
        SendQueue queue = connection.sendQueue();
        if (queue == null) {
            settled = connection.taken(); // no look will tell anything
            return false;
        }
        boolean seen = queue.look();
        peerEnded = queue.isPeerEnded();
        unanswered = queue.unanswered();
        nanosToNextTry = queue.nanosToNextTry();
        lookedAt = now;
        notBefore = now + Math.min(MOST_BETWEEN_LOOKS_NANOS, queue.costNanos() * UNITS_BETWEEN_LOOKS);
        lookAt = now + Math.max(notBefore - now, LOOK_AFTER_NANOS);
        if (seen && queue.unacknowledgedAtMost() != Long.MAX_VALUE) {
            learn(queue, now);
        }
        return seen;
    }

    private void learn(SendQueue queue, long now) {
        long taken = connection.taken();
        long most = queue.unacknowledgedAtMost();
        if (taken - most > acknowledged) {
            acknowledged = taken - most;
            movedAt = now;
        }
        if (queue.isExact()) {
            settled = acknowledged;
        } else if (most <= LeastBufferQueue.LEAST_BOUND) {
            settled = taken; // no look will tell more
        }
    }

    /** Returns whether a look is not too soon after the last one, or after the connection's begin. */
    boolean mayLook(long now) {
        return now - notBefore >= 0;
    }

    /** Returns whether the queue can be seen at all. */
    boolean areSeen() {
        return connection.sendQueue() != null;
    }

    /** Returns whether the queue tells exact figures, rather than a bound. */
    boolean areExact() {
        SendQueue queue = connection.sendQueue();
        return queue != null && queue.isExact();
    }

    /** Returns the offset up to which everything is known to be acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Returns the bytes that are not known to be acknowledged. */
    long outstandingBytes() {
        return connection.taken() - acknowledged;
    }

    /** Returns whether everything is known to be acknowledged. */
    boolean isAllAcknowledged() {
        return acknowledged == connection.taken();
    }

    /** Returns whether everything is acknowledged as far as the queue can tell. */
    boolean isSettled() {
        return settled == connection.taken();
    }

    /** Returns whether the peer had ended its side at the last look and the connection still stood. */
    boolean isPeerEnded() {
        return peerEnded;
    }

    /** Returns whether the peer's kernel has not answered for so long that the connection may be dead. */
    boolean isSuspect() {
        return outstanding && unanswered >= SUSPECT_AFTER;
    }

    /** Returns whether something is outstanding of which looks have seen no byte acknowledged for so long. */
    boolean isStalled(long now, long nanos) {
        return outstanding && now - movedAt >= nanos && lookedAt - movedAt >= nanos && areExact();
    }

    /** Returns how long no byte has been acknowledged although some are outstanding, in nanoseconds. */
    long silentNanos(long now) {
        return outstanding ? now - movedAt : 0;
    }

    /** Returns the retransmissions or probes that were without an answer at the last look. */
    int unanswered() {
        return unanswered;
    }

    /** Returns the nanoseconds from the last look to the kernel's next try, or {@code Long.MAX_VALUE}. */
    long nanosToNextTry() {
        return nanosToNextTry;
    }

    /** Returns the nanoseconds until {@link #tick} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        return outstanding ? Math.max(0, lookAt - now) : Long.MAX_VALUE;
    }
}
