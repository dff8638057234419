// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.ConnectionParts;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a connection is dead, for example because a firewall has forgotten it or its host has moved: the
 * peer no longer answers, while a second connection to the same address works. The second connection alone proves
 * nothing, because after an outage of the network it may be established before the first one's next retransmission. So
 * one more retransmission has to go unanswered, unless the buffer is half full. The wait for it ends after 15 s.
 *
 * <p>Confined to the sender's thread.
 */
final class Replacement {
    /** Time between two attempts to open the second connection. */
    private static final long ATTEMPT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Time within which a retransmission has to be answered. */
    private static final long ANSWER_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /**
     * Longest wait for a retransmission, because after a long outage the next one may be a minute away. It is also the
     * wait where the kernel tells of no retransmission, because a collector that is slow to read looks dead there.
     */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final ConnectionParts connections;
    private final LongSupplier clock;
    private long attemptAt;
    private @Nullable Witness second;
    /** Whether the second connection is ready. */
    private boolean stands;
    /** When the second connection was ready. */
    private long since;
    /** How many retransmissions were unanswered then. */
    private int unansweredThen;
    /** When the next retransmission must have been answered. */
    private long judgeAt;

    Replacement(ConnectionParts connections, LongSupplier clock) {
        this.connections = connections;
        this.clock = clock;
        attemptAt = clock.getAsLong();
    }

    /**
     * Does what can be done now.
     *
     * @param inHaste whether the buffer is too full to wait for a retransmission
     * @return the second connection once the first one is dead, for the caller to use and close; null before
     */
    @Nullable
    Connection step(Transfer live, boolean inHaste, long now) {
        Acknowledgements acknowledgements = live.acknowledgements();
        if (!acknowledgements.isSuspect()) {
            close();
            return null;
        }
        if (second == null) {
            open(live, now);
            return null;
        }
        if (!connect(second, now)) {
            return null;
        }
        if (!stands) {
            stands = true;
            since = now;
            acknowledgements.look(now);
            unansweredThen = acknowledgements.unanswered();
            judgeAt = now + untilAnswered(acknowledgements, now);
        }
        return (inHaste || now - judgeAt >= 0) && isDead(acknowledgements, inHaste, now) ? handOver(second) : null;
    }

    /** Returns the nanoseconds until {@link #step} has to be called even if nothing happens. */
    long nanosUntilDue(Acknowledgements acknowledgements, long now) {
        if (!acknowledgements.isSuspect()) {
            return Long.MAX_VALUE;
        }
        if (second == null) {
            return Math.max(0, attemptAt - now);
        }
        return Math.max(0, (stands ? judgeAt : second.deadline()) - now);
    }

    /** Closes the second connection, if there is one. */
    void close() {
        if (second != null) {
            second.close();
            second = null;
            stands = false;
        }
    }

    private boolean isDead(Acknowledgements acknowledgements, boolean inHaste, long now) {
        acknowledgements.look(now);
        judgeAt = now + untilAnswered(acknowledgements, now);
        boolean retransmitted = acknowledgements.areExact() && acknowledgements.unanswered() > unansweredThen;
        return acknowledgements.isSuspect() && (inHaste || retransmitted || now - since >= LONGEST_WAIT_NANOS);
    }

    /** Returns the nanoseconds until the next retransmission must have been answered, or the longest wait is over. */
    private long untilAnswered(Acknowledgements acknowledgements, long now) {
        long left = Math.max(ANSWER_WITHIN_NANOS, since + LONGEST_WAIT_NANOS - now);
        long next = acknowledgements.nanosToNextTry();
        return next >= left ? left : Math.min(left, next + ANSWER_WITHIN_NANOS);
    }

    private Connection handOver(Witness ready) {
        second = null;
        stands = false;
        return ready.connection();
    }

    private void open(Transfer live, long now) {
        if (now - attemptAt >= 0) {
            attemptAt = now + ATTEMPT_EVERY_NANOS;
            try {
                second = new Witness(connections, live.connection(), clock);
            } catch (IOException refused) {
                close(); // the first connection is kept, and another attempt follows
            }
        }
    }

    /** Goes on with connecting. Returns whether the second connection can be relied on. */
    private boolean connect(Witness candidate, long now) {
        try {
            candidate.connect(now);
            return candidate.isReady(now);
        } catch (IOException refused) {
            close();
            return false;
        }
    }
}
