// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.release.Rotations;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sender's state while it is connected: the live transfer, and how it is to end. A {@link Rotation} leads from one
 * connection to the next under {@link Delivery#CONFIRMED}, and under {@link Delivery#REPLAY} on a system that shows no
 * send queues.
 *
 * <p>Confined to the sender's thread.
 */
final class Session {
    /** Longest wait for a frame boundary after {@link #endSoon}, and for the collector's end where no proof is wanted. */
    static final long END_WAIT_NANOS = 500_000_000L;

    /** How the session is to end. */
    private enum End {
        NO,
        SOON,
        WHEN_DRAINED
    }

    private final Setup setup;
    private final Outbound outbound;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final Rotations rotations;
    private final Replacement replacement;

    /** The transfer over the connection that is written to. */
    private Transfer live;
    /** Ends {@code live} or, once writing goes on over the witness, the connection before it. */
    private @Nullable Rotation rotation;

    private End end = End.NO;
    private long endAsked;
    private long provenAt;
    private boolean answered;
    private boolean over;
    private boolean moved;

    /**
     * Begins with a connection to which nothing has been written.
     *
     * @param youngNanos for how long the connection is too young to be trusted
     */
    Session(Connection connection, Setup setup, Outbound outbound, LongSupplier clock, long youngNanos) {
        this.setup = setup;
        this.outbound = outbound;
        this.clock = clock;
        ledger = outbound.ledger();
        rotations = setup.rotations();
        long now = clock.getAsLong();
        provenAt = now + youngNanos;
        replacement = new Replacement(setup.dialing(), clock);
        live = Transfer.over(connection, outbound, setup, now);
        outbound.counters().connections.increment();
        rotations.connected(setup.dialing().sendQueues().kind() == SendQueues.Kind.NONE);
    }

    /** Does what can be done now. Throws if the connection is lost, or the witness that it depends on. */
    void pump(long now) throws IOException {
        moved = false;
        if (setup.dialing().selection().isSpoilt()) {
            endSoon(now); // a channel that could not be closed keeps the selector awake
        }
        if (isEndOverdue(now)) {
            over = true; // the collector takes too little to wait for a boundary
            return;
        }
        prepare(now); // before writing, so that events after endSoon() go to the next connection
        if (!isPaused()) {
            pumpLive(now);
        }
        if (rotation != null) {
            step(rotation, now);
        }
        if (isReplaceable()) {
            replaceDead(now);
        } else {
            replacement.close(); // a second connection would serve nothing
        }
    }

    /** Returns whether the collector ended the connection in order while it was idle, which is no failure. */
    boolean isEndedIdle() {
        return !isBehind() && live.isEndedIdle();
    }

    /** Returns whether the connection before the live one has not ended, so that the live one must release nothing. */
    private boolean isBehind() {
        return rotation != null && !rotation.isOf(live);
    }

    /** Makes the session end in order when nothing unsent is left. */
    void endWhenDrained() {
        end = End.WHEN_DRAINED;
    }

    /** Makes the session end in order at the next frame boundary, or abruptly if there is none within 500 ms. */
    void endSoon(long now) {
        if (end == End.NO) {
            end = End.SOON;
            endAsked = now;
        }
    }

    boolean isOver() {
        return over;
    }

    /** Returns whether the collector ended its side after ours, as a collector does that has read everything. */
    boolean isAnswered() {
        return answered;
    }

    /** Returns whether the last {@link #pump} wrote anything. */
    boolean hasMoved() {
        return moved;
    }

    /** Returns whether nothing can be written until the collector has done something. */
    boolean isBlocked() {
        return isPaused() || live.isBlocked();
    }

    /** Returns whether there is probably more to write at once. */
    boolean isFull() {
        return !isPaused() && live.isFull();
    }

    /** Returns the nanoseconds for which the session is still too young to be trusted, or 0. */
    long untilProven(long now) {
        return Math.max(0, provenAt - now);
    }

    /** Returns the nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        long wait = isPaused() ? Long.MAX_VALUE : live.nanosUntilDue(now, untilProven(now));
        if (end == End.SOON && !isLastWritten()) {
            wait = Math.min(wait, endAsked + END_WAIT_NANOS - now);
        }
        if (rotation != null) {
            wait = Math.min(wait, rotation.nanosUntilDue(now));
        } else if (end != End.NO) {
            wait = 0; // requested during a rotation that has ended since: the live connection ends next
        } else {
            wait = Math.min(wait, rotations.nanosUntilDue(ledger, now));
        }
        if (isReplaceable()) {
            wait = Math.min(wait, replacement.nanosUntilDue(live.acknowledgements(), now));
        }
        return Math.max(0, wait);
    }

    /** Returns the transfer over the connection that is written to. */
    Transfer live() {
        return live;
    }

    /** Goes on with positions as they are after a gap was closed. */
    void moveOver(Gap gap) {
        live.moveOver(gap);
        if (rotation != null) {
            rotation.moveOver(gap);
        }
    }

    /**
     * Closes every connection. What is not released will be written to the next one.
     *
     * @param how how the live connection came to its end; counts as lost if only a proof releases anything
     */
    void close(Transfer.Closing how, long now) {
        Transfer.Closing closing = rotations.confirms() ? Transfer.Closing.LOST : how;
        try {
            live.close(isBehind() ? Transfer.Closing.UNPROVEN : closing, untilProven(now) > 0, now);
        } finally {
            replacement.close();
            if (rotation != null) {
                rotation.close();
            }
        }
    }

    /** Returns whether a second connection could replace the live one, because the live one may still be written to. */
    private boolean isReplaceable() {
        return !over && (rotation == null || rotation.isCalling() || rotation.isEnding());
    }

    /** Replaces the live connection once it is dead. */
    private void replaceDead(long now) throws IOException {
        FrameBuffer buffer = ledger.buffer();
        Connection second = replacement.step(live, buffer.usedBytes() >= buffer.capacity() / 2, now);
        if (second != null) {
            Acknowledgements dead = live.acknowledgements();
            live.close(Transfer.Closing.LOST, untilProven(now) > 0, now);
            if (rotation != null) {
                rotation.dismissWitness();
                rotation = null;
            }
            outbound.reporter().replaced(dead.outstandingBytes(), dead.silentNanos(now), ledger.eventsToReplay());
            goOnOver(second, now);
        }
    }

    /** Writes over another connection from now on. The caller ends or closes the one before. */
    private void goOnOver(Connection connection, long now) throws IOException {
        live = Transfer.over(connection, outbound, setup, now);
        outbound.counters().connections.increment();
        pumpLive(now); // at once: the header is staged, and only a short write is waited for
    }

    private void pumpLive(long now) throws IOException {
        try {
            live.pump(now, isBehind() ? Long.MAX_VALUE : untilProven(now));
        } catch (SocketTimeoutException stalled) {
            throw stalled; // proves only that the collector does not read
        } catch (IOException lost) {
            if (rotation == null || isEndedIdle()) {
                throw lost;
            }
            rotation.doubt(lost, live.connection()); // a crash, or a collector that takes one connection at a time
        }
        moved |= live.hasMoved();
    }

    /** Opens a witness when it is time to rotate or to end. Begins to end the connection once the witness is ready. */
    private void prepare(long now) {
        Rotation present = rotation;
        try {
            if (present == null) {
                beginWhenDue(now);
            } else if (present.isCalling() && present.isWitnessed(now)) {
                endLive(present);
            } else if (present.isEnding() && present.isWitnessLost()) {
                if (live.goOn()) {
                    goUnwitnessed(now, true);
                } else {
                    present.doubtWitness();
                }
            }
        } catch (IOException | RuntimeException noWitness) {
            // a refused or closed witness may be the collector's failure, one that is not answered is not
            goUnwitnessed(now, noWitness instanceof ConnectException || noWitness instanceof EOFException);
        }
    }

    private void beginWhenDue(long now) throws IOException {
        boolean due = rotations.isDue(ledger, now);
        boolean proof = rotations.confirms() && (ledger.hasUnconfirmed() || ledger.unsentBytes() > 0);
        if (end != End.NO && !proof) {
            endLive(rotationOf(null));
        } else if (end != End.NO || due) {
            rotations.began(now);
            rotation = witnessed(new Witness(setup.dialing(), live.connection(), clock));
        }
    }

    private Rotation witnessed(Witness witness) {
        try {
            return rotationOf(witness);
        } catch (RuntimeException | Error noMemory) {
            witness.close();
            throw noMemory;
        }
    }

    private Rotation rotationOf(@Nullable Witness witness) {
        return new Rotation(live, witness, ledger, rotations, clock);
    }

    private void goUnwitnessed(long now, boolean hungUp) {
        if (rotation != null) {
            rotation.dismissWitness();
            rotation = null;
        }
        rotations.postponed(now, hungUp);
        if (end != End.NO) {
            endLive(rotationOf(null));
        }
    }

    private void endLive(Rotation begun) {
        if (end == End.WHEN_DRAINED) {
            live.endWhenDrained();
        } else {
            live.endAtBoundary();
        }
        begun.end(end == End.NO, patience(begun.hasWitness()));
        rotation = begun;
    }

    /** Returns the nanoseconds within which the collector has to end its side. */
    private long patience(boolean proof) {
        return switch (end) {
            case NO -> setup.config().writeTimeout().toNanos();
            case SOON -> END_WAIT_NANOS;
            case WHEN_DRAINED -> proof ? Long.MAX_VALUE / 2 : END_WAIT_NANOS; // the sender's deadline ends it
        };
    }

    private void step(Rotation present, long now) throws IOException {
        Rotation.Outcome outcome = present.step(now);
        if (outcome == null) {
            if (present.isWritten() && present.isOf(live) && present.leadsOn() && end != End.SOON) {
                goOnOver(present.next(), now);
            }
            return;
        }
        if (outcome == Rotation.Outcome.PROVEN) {
            provenAt = now;
        }
        if (present.isOf(live)) {
            answered = outcome != Rotation.Outcome.UNANSWERED;
            over = true;
        } else {
            rotation = null; // its witness is the live connection
        }
    }

    /** Returns whether the time for a frame boundary after {@link #endSoon} is over. */
    private boolean isEndOverdue(long now) {
        return end == End.SOON && !isLastWritten() && now - endAsked >= END_WAIT_NANOS;
    }

    /** Returns whether the session has written everything and only waits for its end. */
    private boolean isLastWritten() {
        return rotation != null && rotation.isWritten() && !rotation.leadsOn();
    }

    /** Returns whether nothing may be written now: all is written, or it is unclear which connection still lives. */
    private boolean isPaused() {
        return rotation != null && (rotation.isDoubting() || (rotation.isWritten() && rotation.isOf(live)));
    }
}
