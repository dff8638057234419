// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a connection is dead, as one is that a firewall has forgotten or whose host has moved: its peer no
 * longer answers, while a second connection to the same address works. A second connection alone proves nothing, because
 * after an outage of the network it may stand before the first one's next retransmission; so one more retransmission
 * has to go unanswered.
 *
 * <p>Confined to the sender's thread.
 */
final class Replacement {
    /** How far apart attempts to connect a second time are. */
    private static final long DIAL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** How long a retransmission may take to be answered. */
    private static final long ANSWER_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /**
     * How long to wait for a retransmission at most, because after a long outage the next one may be a minute away; and how
     * long where the kernel does not tell of any, because a collector that is slow to read looks dead then.
     */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Dial.Settings dialing;
    private final LongSupplier clock;
    private long dialAt;
    private @Nullable Witness second;
    private boolean stands;
    /** When the second connection stood, and how many retransmissions were unanswered then. */
    private long since;

    private int unansweredThen;
    private long judgeAt;

    Replacement(Dial.Settings dialing, LongSupplier clock) {
        this.dialing = dialing;
        this.clock = clock;
        dialAt = clock.getAsLong();
    }

    /**
     * Goes on looking.
     *
     * @param inHaste whether there is no room to wait for a retransmission
     * @return the second connection once the first one is dead, which is the caller's from then on; null before
     */
    @Nullable
    Connection step(Transfer live, boolean inHaste, long now) {
        Acknowledgements acknowledgements = live.acknowledgements();
        if (!acknowledgements.isSuspect()) {
            close();
            return null;
        }
        if (second == null) {
            dial(live, now);
            return null;
        }
        if (!isReady(second, now)) {
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
            return Math.max(0, dialAt - now);
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

    /** Returns how long it takes until the next retransmission must have been answered, or the longest wait is over. */
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

    private void dial(Transfer live, long now) {
        if (now - dialAt >= 0) {
            dialAt = now + DIAL_EVERY_NANOS;
            try {
                second = new Witness(dialing, live.connection(), clock);
            } catch (IOException | RuntimeException refused) {
                close(); // the first connection is kept, and a second one is tried again
            }
        }
    }

    private boolean isReady(Witness candidate, long now) {
        try {
            return candidate.isReady(now);
        } catch (IOException | RuntimeException refused) {
            close();
            return false;
        }
    }
}
