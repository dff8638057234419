// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sender has while it is connected: the connection that it writes to and, under {@link Delivery#CONFIRMED}, the
 * rotation from one connection to the next, which proves what the collector has read ({@link HalfClose}).
 *
 * <p>Confined to the sender's thread.
 */
final class Session {
    /** How long a session must live to count as good (a proxy that accepts and closes must not cause a storm). */
    static final long PROVEN_AFTER_NANOS = 10_000_000_000L;

    /** How long an orderly end without a proof waits for a frame boundary, and for the collector's end of the stream. */
    static final long END_WAIT_NANOS = 500_000_000L;

    /** How the session is to end. */
    private enum End {
        NO,
        SOON,
        WHEN_DRAINED
    }

    private final Setup setup;
    private final Batch batch;
    private final Ledger ledger;
    private final Counters counters;
    private final LongSupplier clock;
    private final Rotations rotations;

    private Transfer live;
    /** Called while there is no {@code halfClose} yet, then its witness. */
    private @Nullable Witness witness;
    /** The orderly end of {@code live}, or of the connection before it if {@code tookOver}. */
    private @Nullable HalfClose halfClose;
    /** Whether the half-close leads to another connection to write to. */
    private boolean goesOn;

    private boolean tookOver;
    /** There was no witness when one was wanted; it counts against the collector only if the connection lives on. */
    private boolean unwitnessed;

    private End end = End.NO;
    private long endAsked;
    private long provenAt;
    private boolean answered;
    private boolean over;
    private boolean moved;

    /** Begins with a connection to which nothing has been written. */
    Session(Connection connection, Setup setup, Batch batch, Ledger ledger, Counters counters, LongSupplier clock) {
        this.setup = setup;
        this.batch = batch;
        this.ledger = ledger;
        this.counters = counters;
        this.clock = clock;
        rotations = setup.rotations();
        long now = clock.getAsLong();
        provenAt = now + PROVEN_AFTER_NANOS;
        live = new Transfer(connection, batch, ledger, setup, now);
        counters.connections.increment();
    }

    /** Does what can be done now; throws if the connection, or the witness that it depends on, is lost. */
    void pump(long now) throws IOException {
        moved = false;
        if (isEndOverdue(now)) {
            over = true; // the collector takes too little to wait for a boundary
            return;
        }
        if (halfClose == null) {
            rotate(now); // before writing: what comes after the end was asked for goes to the next connection
        }
        if (halfClose == null || tookOver) {
            pumpLive(now);
        }
        if (halfClose != null) {
            halfClose(halfClose, now);
        }
        moved |= live.hasMoved();
    }

    /** Ends in order when nothing unsent is left. */
    void endWhenDrained() {
        end = End.WHEN_DRAINED;
    }

    /** Ends in order at the next frame boundary, or without if there is none soon. */
    void endSoon(long now) {
        if (end == End.NO) {
            end = End.SOON;
            endAsked = now;
        }
    }

    boolean isOver() {
        return over;
    }

    /** Whether the collector ended its side after ours, as one does that has read everything. */
    boolean isAnswered() {
        return answered;
    }

    /** Returns what the collector sent first on the connection that is written to, quoted, or an empty text. */
    String answer() {
        return live.connection().answer();
    }

    /** Whether the last {@link #pump} wrote anything. */
    boolean hasMoved() {
        return moved;
    }

    /** Whether nothing can be written until the collector has done something. */
    boolean isBlocked() {
        return isPaused() || live.isBlocked();
    }

    /** Whether there is probably more to write at once. */
    boolean isFull() {
        return !isPaused() && live.isFull();
    }

    /** How long the session is still too young to be trusted, or 0. */
    long untilProven(long now) {
        return Math.max(0, provenAt - now);
    }

    /** Nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        long wait = isPaused() ? Long.MAX_VALUE : live.nanosUntilDue(now, untilProven(now));
        if (end == End.SOON && !isLastHalfClosed()) {
            wait = Math.min(wait, endAsked + END_WAIT_NANOS - now);
        }
        if (halfClose != null) {
            wait = Math.min(wait, halfClose.nanosUntilDue(now, takesOver() && !tookOver));
        } else if (witness != null) {
            wait = Math.min(wait, witness.deadline() - now);
        } else if (end != End.NO) {
            wait = 0; // asked for while a rotation was under way: it is the next to end
        } else {
            wait = Math.min(wait, rotations.nanosUntilDue(ledger, now));
        }
        return Math.max(0, wait);
    }

    /** Whether {@link #evictBelow} could free anything now. */
    boolean canEvict() {
        return live.canEvict();
    }

    /** Makes room: frees frames below a position as far as none of them is on its way. */
    void evictBelow(long position) {
        live.evictBelow(position, rotations.confirms() ? DropReason.BUFFER_FULL : null);
    }

    /** Gives up what is below a position and not on its way yet. */
    void giveUpBelow(long position) {
        live.giveUpBelow(position);
    }

    /**
     * Closes every connection; what is not released will be written to the next one.
     *
     * @param delivered whether what was written counts as delivered, unless it takes a proof
     */
    void close(boolean delivered) {
        live.close(delivered && !rotations.confirms());
        if (halfClose != null) {
            halfClose.close();
        }
        dismissWitness();
    }

    private void pumpLive(long now) throws IOException {
        try {
            live.pump(now, untilProven(now));
        } catch (SocketTimeoutException stalled) {
            throw stalled;
        } catch (IOException lost) {
            if (halfClose != null || witness == null || !witness.isConnected()) {
                throw lost;
            }
            beginHalfClose().doubt(lost); // a crash, or a collector that takes only one connection at a time
        }
    }

    /** Calls a witness when it is time to rotate or to end, and half-closes once it is there. */
    private void rotate(long now) {
        boolean proof = rotations.confirms() && (ledger.hasUnconfirmed() || ledger.unsentBytes() > 0);
        try {
            if (witness != null) {
                if (witness.isReady(now)) {
                    beginHalfClose();
                }
            } else if (end != End.NO && !proof) {
                beginHalfClose();
            } else if (unwitnessed && rotations.nanosUntilDue(ledger, now) == 0) {
                unwitnessed = false;
                rotations.failed(now); // the connection has outlived its witness, so this was no crash
            } else if (end != End.NO || rotations.nanosUntilDue(ledger, now) == 0) {
                rotations.began(now);
                witness = new Witness(setup.dialing(), live.connection(), now);
            }
        } catch (IOException | RuntimeException noWitness) {
            goUnwitnessed(now, hungUp(noWitness));
        }
    }

    /** Whether the collector's host refused or closed the second connection, rather than not answering. */
    private static boolean hungUp(Exception noWitness) {
        return noWitness instanceof ConnectException || noWitness instanceof EOFException;
    }

    private void goUnwitnessed(long now, boolean hungUp) {
        dismissWitness();
        unwitnessed = hungUp;
        rotations.postponed(now, hungUp);
        halfClose = null;
        if (end != End.NO) {
            beginHalfClose();
        }
    }

    private HalfClose beginHalfClose() {
        goesOn = end == End.NO;
        tookOver = false;
        if (end == End.WHEN_DRAINED) {
            live.endWhenDrained();
        } else {
            live.endAtBoundary();
        }
        HalfClose begun = new HalfClose(live, witness, ledger, clock, patience());
        halfClose = begun;
        return begun;
    }

    /** How long the collector may take to end its side. */
    private long patience() {
        if (witness == null || end == End.SOON) {
            return END_WAIT_NANOS;
        }
        return goesOn
                ? setup.config().writeTimeout().toNanos()
                : Long.MAX_VALUE / 2; // then the sender's deadline counts
    }

    private void halfClose(HalfClose ending, long now) throws IOException {
        HalfClose.Outcome outcome = ending.step(now, untilProven(now));
        if (takesOver() && !tookOver && ending.letsGoOn(now, end == End.WHEN_DRAINED) && witness != null) {
            moved = live.hasMoved();
            live = new Transfer(witness.connection(), batch, ledger, setup, now);
            counters.connections.increment();
            tookOver = true;
            live.pump(now, untilProven(now)); // at once: the header is staged, and only a short write is waited for
        }
        if (outcome == null) {
            return;
        }
        switch (outcome) {
            case PROVEN -> proven(ending, now);
            case ANSWERED -> {
                answered = true;
                over = true;
            }
            case UNANSWERED -> unanswered(now);
            case UNWITNESSED -> {
                goUnwitnessed(now, true);
                if (halfClose != null) {
                    halfClose(halfClose, now); // at once: nothing else would wake the sender
                }
            }
            case BROKEN -> {
                rotations.failed(now);
                throw ending.cause();
            }
        }
    }

    private void proven(HalfClose ending, long now) {
        ending.release();
        rotations.confirmed();
        provenAt = now;
        if (tookOver) {
            halfClose = null;
            witness = null; // it is the live connection
        } else {
            answered = true;
            over = true;
        }
    }

    private void unanswered(long now) throws IOException {
        if (goesOn) {
            rotations.failed(now);
            throw new SocketTimeoutException(
                    "the collector did not end its side of the connection within writeTimeout");
        }
        over = true;
    }

    /** Whether a connection that has to end soon has had enough time to get to its end. */
    private boolean isEndOverdue(long now) {
        return end == End.SOON && !isLastHalfClosed() && now - endAsked >= END_WAIT_NANOS;
    }

    /** Whether writing goes on over the witness of the half-close. */
    private boolean takesOver() {
        return goesOn && end != End.SOON;
    }

    /** Whether the half-close is the session's last, and has a time of its own. */
    private boolean isLastHalfClosed() {
        return isHalfClosed() && !goesOn;
    }

    private boolean isHalfClosed() {
        return halfClose != null && halfClose.isHalfClosed();
    }

    private boolean isPaused() {
        return isHalfClosed() && !tookOver;
    }

    private void dismissWitness() {
        if (witness != null) {
            witness.close();
            witness = null;
        }
    }
}
