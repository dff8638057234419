// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Tracks how many of the bytes written to one connection the peer's kernel has acknowledged, as far as
 * {@link SendQueue} shows. {@link #tick} looks only while bytes are outstanding: one second after a write, then at most
 * once a second. Looks take at most half a percent of the time, unless one takes longer than 50 ms.
 *
 * <p>Confined to the sender's thread.
 */
public final class Acknowledgements {
    /** Time from a write to the first look, and least time between looks. */
    static final long LOOK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Pause after a look, as a multiple of the look's duration, so that looks take half a percent of the time. */
    private static final long UNITS_BETWEEN_LOOKS = 200;
    /** Longest pause after a look. One slow look, on a machine that stalls, must not delay the next one for long. */
    private static final long MOST_BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Unanswered retransmissions or probes after which a connection is suspect: 1.5 to 2 s after the path broke. */
    private static final int SUSPECT_AFTER = 3;

    private final Connection connection;
    private final LongConsumer progress;
    /** Whether the last look gave exact figures. */
    private boolean exact;
    /** Offset in the connection's bytes up to which everything is known to be acknowledged. */
    private long acknowledged;
    /** Offset up to which another look would show nothing new. */
    private long settled;
    /** Time at which the acknowledged offset last advanced, or the first outstanding byte was written. */
    private long movedAt;

    private boolean outstanding;
    private long lookedAt;
    private long lookAt;
    private long notBefore;
    /** Whether the peer had ended its side of the connection at the last look. */
    private boolean peerEnded;

    private int unanswered;
    private long nanosToNextTry = Long.MAX_VALUE;

    /**
     * Creates one that has not looked yet.
     *
     * @param progress is called with the time whenever bytes have reached the peer, as far as this system tells
     */
    public Acknowledgements(Connection connection, LongConsumer progress, long now) {
        this.connection = connection;
        this.progress = progress;
        movedAt = now;
        lookedAt = now;
        notBefore = now + LOOK_AFTER_NANOS;
    }

    /** Called when the connection has taken bytes. They count as progress before the first look, and where looks tell too little. */
    public void took(long now) {
        if (!exact) {
            progress.accept(now);
        }
    }

    /** Looks at the queue if a look is due. */
    public void tick(long now) {
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

    /** Looks at the queue now. Returns false if the system does not show the connection, or no longer does. */
    public boolean look(long now) {
        SendQueue queue = connection.sendQueue();
        if (queue == null) {
            settled = connection.taken(); // there is no queue to look at
            return false;
        }
        boolean seen = queue.look();
        exact = queue.isExact();
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
            progress.accept(now);
        }
        if (queue.isExact()) {
            settled = acknowledged;
        } else if (most <= LeastBufferQueue.LEAST_BOUND) {
            settled = taken; // another look would show nothing new
        }
    }

    /** Looks at the queue now, and returns whether exact figures show that bytes are still on their way. */
    public boolean showUnderway(long now) {
        return look(now) && areExact() && !isAllAcknowledged();
    }

    /** Returns whether enough time has passed since the last look, or since the connection began, for another look. */
    public boolean mayLook(long now) {
        return now - notBefore >= 0;
    }

    /** Returns whether the system shows the queue at all. */
    public boolean areSeen() {
        return connection.sendQueue() != null;
    }

    /** Returns whether the queue gives exact figures rather than a bound. */
    public boolean areExact() {
        SendQueue queue = connection.sendQueue();
        return queue != null && queue.isExact();
    }

    /** Returns the offset up to which everything is known to be acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Returns the bytes that are not known to be acknowledged. */
    public long outstandingBytes() {
        return connection.taken() - acknowledged;
    }

    /** Returns whether everything is known to be acknowledged. */
    public boolean isAllAcknowledged() {
        return acknowledged == connection.taken();
    }

    /** Returns whether everything is acknowledged as far as the queue can show. */
    public boolean isSettled() {
        return settled == connection.taken();
    }

    /** Returns whether, at the last look, the peer had ended its side and the connection still existed. */
    public boolean isPeerEnded() {
        return peerEnded;
    }

    /** Returns whether the peer's kernel has not answered for so long that the connection may be dead. */
    public boolean isSuspect() {
        return outstanding && unanswered >= SUSPECT_AFTER;
    }

    /** Returns whether bytes are outstanding and exact looks have shown no acknowledgement for {@code nanos}. */
    public boolean isStalled(long now, long nanos) {
        return outstanding && now - movedAt >= nanos && lookedAt - movedAt >= nanos && areExact();
    }

    /** Returns for how many nanoseconds no outstanding byte has been acknowledged, or 0 if none is outstanding. */
    public long silentNanos(long now) {
        return outstanding ? now - movedAt : 0;
    }

    /** Returns how many retransmissions or probes in a row were unanswered at the last look. */
    public int unanswered() {
        return unanswered;
    }

    /** Returns the nanoseconds from the last look to the next retransmission or probe, or {@code Long.MAX_VALUE}. */
    public long nanosToNextTry() {
        return nanosToNextTry;
    }

    /** Returns the nanoseconds until {@link #tick} has to be called even if nothing happens. */
    public long nanosUntilDue(long now) {
        return outstanding ? Math.max(0, lookAt - now) : Long.MAX_VALUE;
    }
}
