// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.net.Acknowledgements;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what has been read if the collector ends a connection in order before the client does. When a Linux process
 * closes a connection or dies while bytes are unread, its kernel sends a reset. So a FIN means that everything that
 * this kernel had acknowledged was read. The exception is a peer that shuts down its side first and closes later: its
 * reset follows, and then our kernel no longer shows the connection. Therefore the proof takes two looks at the send
 * queue, 50 ms apart, and no write in between.
 *
 * <p>Confined to the sender's thread.
 */
public final class PeerEnd {
    private static final long SECOND_LOOK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What the end proves about the bytes that were written to the connection. */
    public enum Proof {
        /** The collector has read all of them. */
        READ,
        /** Probably read: nothing was written for a while, and our kernel gives no exact figures. */
        PRESUMED,
        /** Nothing: a reset followed, some bytes were still on their way, or no proof was requested. */
        NONE
    }

    private final Acknowledgements acknowledgements;
    private final long at;
    private final boolean idle;
    private final boolean asked;
    private final boolean first;

    /**
     * Takes the first look, if {@code asked}.
     *
     * @param idle whether nothing had been written for {@link Retention#MARGIN_NANOS}
     * @param asked whether the caller needs the proof
     */
    public PeerEnd(Acknowledgements acknowledgements, boolean idle, boolean asked, long now) {
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

    public boolean isIdle() {
        return idle;
    }

    /** Returns the nanoseconds until {@link #proof} may be called, or 0. */
    public long nanosUntilKnown(long now) {
        return first ? Math.max(0, at + SECOND_LOOK_AFTER_NANOS - now) : 0;
    }

    /** Takes the second look, if the proof depends on it, and returns the proof. */
    public Proof proof(long now) {
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
