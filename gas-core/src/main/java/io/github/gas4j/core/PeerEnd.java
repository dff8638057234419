// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * The orderly end of a connection by the collector, before ours: what it proves. A Linux process that closes a connection,
 * or dies, with unread bytes sends a reset; so when its FIN comes, everything that its kernel acknowledged was read. A peer
 * that shuts down its side first and closes later is the exception: its reset follows, and after that the kernel no longer
 * shows the connection. So the proof takes two looks at the send queue, 50 ms apart, and no write between them.
 *
 * <p>Confined to the sender's thread.
 */
final class PeerEnd {
    private static final long SECOND_LOOK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What is known of the bytes that were written to the connection. */
    enum Proof {
        /** The collector has read all of them. */
        READ,
        /** Nothing was written for a while, and the kernel cannot be asked. */
        PRESUMED,
        /** Nothing: a reset follows, or some were still on their way. */
        NONE
    }

    private final Acknowledgements acknowledgements;
    private final long at;
    private final boolean idle;
    private final boolean asked;
    private final boolean first;

    /**
     * Looks for the first time, if a proof is wanted.
     *
     * @param idle whether nothing had been written for {@link Retention#MARGIN_NANOS}
     * @param asked whether it makes a difference what the end proves
     */
    PeerEnd(Acknowledgements acknowledgements, boolean idle, boolean asked, long now) {
        this.acknowledgements = acknowledgements;
        this.idle = idle;
        this.asked = asked;
        at = now;
        first = asked
                && acknowledgements.look(now)
                && acknowledgements.isPeerEnded()
                && acknowledgements.isAllAcknowledged();
    }

    long at() {
        return at;
    }

    boolean isIdle() {
        return idle;
    }

    /** Returns the nanoseconds until {@link #proof} may be asked for, 0 for now. */
    long nanosUntilKnown(long now) {
        return first ? Math.max(0, at + SECOND_LOOK_AFTER_NANOS - now) : 0;
    }

    /** Looks for the second time, if that can tell anything. */
    Proof proof(long now) {
        if (!asked) {
            return Proof.NONE;
        }
        if (acknowledgements.areExact()) {
            return first && acknowledgements.look(now) && acknowledgements.isPeerEnded() ? Proof.READ : Proof.NONE;
        }
        boolean quiet = idle && (!acknowledgements.areSeen() || acknowledgements.isSettled());
        return quiet ? Proof.PRESUMED : Proof.NONE;
    }
}
