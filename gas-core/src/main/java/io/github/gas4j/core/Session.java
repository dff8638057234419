// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sender has while it is connected: the transfer that is live, how it is to end, and what has to be done when.
 * Under {@link Delivery#CONFIRMED} a {@link Rotation} leads from one connection to the next.
 *
 * <p>Confined to the sender's thread.
 */
final class Session {
    /** How long an end that has to come soon waits for a frame boundary, and one without a proof for the collector's. */
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
    /** Ends {@code live}, or the connection before it once writing goes on over the witness. */
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
     * @param youngNanos how long the connection is too young to be trusted (a proxy that accepts and closes must not cause a
     *     storm)
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
        live = transferOver(connection, now);
        outbound.counters().connections.increment();
        rotations.connected(setup.dialing().sendQueues().kind() == SendQueues.Kind.NONE);
    }

    /** Does what can be done now; throws if the connection, or the witness that it depends on, is lost. */
    void pump(long now) throws IOException {
        moved = false;
        if (isEndOverdue(now)) {
            over = true; // the collector takes too little to wait for a boundary
            return;
        }
        prepare(now); // before writing: what comes after the end was asked for goes to the next connection
        if (!isPaused()) {
            pumpLive(now);
        }
        if (rotation != null) {
            step(rotation, now);
        }
        if (isReplaceable()) {
            replaceDead(now);
        } else {
            replacement.close(); // nobody would look at a second connection
        }
    }

    /** Returns the first bytes that the collector sent, quoted, or an empty text if it sent nothing. Never throws. */
    String answer() {
        try {
            return live.connection().answer();
        } catch (RuntimeException | Error noMemory) {
            return ""; // the connection has to be closed all the same
        }
    }

    /** Returns whether the collector ended the connection in order while it was idle, which is no failure. */
    boolean isEndedIdle() {
        return !isBehind() && live.isEndedIdle();
    }

    /** Returns whether the connection before the live one is still to end, so that nothing may be released by the live one. */
    private boolean isBehind() {
        return rotation != null && !rotation.isOf(live);
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
        if (end == End.SOON && !isLastWritten()) {
            wait = Math.min(wait, endAsked + END_WAIT_NANOS - now);
        }
        if (rotation != null) {
            wait = Math.min(wait, rotation.nanosUntilDue(now));
        } else if (end != End.NO) {
            wait = 0; // asked for while a rotation was under way: it is the next to end
        } else {
            wait = Math.min(wait, rotations.nanosUntilDue(ledger, now));
        }
        if (isReplaceable()) {
            wait = Math.min(wait, replacement.nanosUntilDue(live.acknowledgements(), now));
        }
        return Math.max(0, wait);
    }

    /** Whether {@link #evictBelow} could free anything now. */
    boolean canEvict() {
        return live.canEvict();
    }

    /** Makes room: frees frames below a position as far as none of them is on its way. */
    void evictBelow(long position) {
        live.evictBelow(position);
    }

    /** Gives up what is below a position and not on its way yet. */
    void giveUpBelow(long position) {
        live.giveUpBelow(position);
    }

    /**
     * Closes every connection; what is not released will be written to the next one.
     *
     * @param how how the live one came to its end, unless it takes a proof
     */
    void close(Transfer.Closing how, long now) {
        Transfer.Closing closing = rotations.confirms() ? Transfer.Closing.LOST : how;
        live.close(isBehind() ? Transfer.Closing.UNPROVEN : closing, untilProven(now) > 0, now);
        replacement.close();
        if (rotation != null) {
            rotation.close();
        }
    }

    /** Returns whether the live connection still has something to write, so that another one could take its place. */
    private boolean isReplaceable() {
        return !over && (rotation == null || rotation.isCalling() || rotation.isEnding());
    }

    /** Goes on over a second connection once the live one is dead. */
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

    /** Begins to write to a connection, which is closed if that fails for want of memory. */
    private Transfer transferOver(Connection connection, long now) {
        try {
            return new Transfer(connection, outbound, setup, now);
        } catch (RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    /** Writes over another connection from now on. What becomes of the one before is the caller's business. */
    private void goOnOver(Connection connection, long now) throws IOException {
        live = transferOver(connection, now);
        outbound.counters().connections.increment();
        pumpLive(now); // at once: the header is staged, and only a short write is waited for
    }

    private void pumpLive(long now) throws IOException {
        try {
            live.pump(now, isBehind() ? Long.MAX_VALUE : untilProven(now));
        } catch (SocketTimeoutException stalled) {
            throw stalled; // says nothing of the collector but that it does not read
        } catch (IOException lost) {
            if (rotation == null || isEndedIdle()) {
                throw lost;
            }
            rotation.doubt(lost, live.connection()); // a crash, or a collector that takes only one connection at a time
        }
        moved |= live.hasMoved();
    }

    /** Calls a witness when it is time to rotate or to end, and begins to end the connection once it is there. */
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
            // refused or closed, which tells something of the collector, or not answered
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
            rotation = rotationOf(new Witness(setup.dialing(), live.connection(), clock));
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

    /** How long the collector may take to end its side. */
    private long patience(boolean proof) {
        return switch (end) {
            case NO -> setup.config().writeTimeout().toNanos();
            case SOON -> END_WAIT_NANOS;
            case WHEN_DRAINED -> proof ? Long.MAX_VALUE / 2 : END_WAIT_NANOS; // then the sender's deadline counts
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

    /** Whether a connection that has to end soon has had enough time to get to its end. */
    private boolean isEndOverdue(long now) {
        return end == End.SOON && !isLastWritten() && now - endAsked >= END_WAIT_NANOS;
    }

    /** Whether everything has been written that the session is to write, so that only its end is waited for. */
    private boolean isLastWritten() {
        return rotation != null && rotation.isWritten() && !rotation.leadsOn();
    }

    /** Whether nothing may be written now: everything has been, or it is not clear what still lives. */
    private boolean isPaused() {
        return rotation != null && (rotation.isDoubting() || (rotation.isWritten() && rotation.isOf(live)));
    }
}
