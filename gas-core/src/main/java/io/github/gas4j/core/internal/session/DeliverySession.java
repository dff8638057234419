// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.Ends;
import io.github.gas4j.core.internal.release.Probation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames over a connection until it is lost or the session is told to end. The session writes to the live
 * connection, and changes to another one in two cases: a {@link Rotation} has the collector confirm what it read
 * ({@link Delivery#CONFIRMED}, and {@link Delivery#REPLAY} on a system that shows no send queues), and a
 * {@link Replacement} takes over from a connection that is dead.
 *
 * <p>Confined to the sender's thread. Only the session pumps a transfer and decides which one is live. A rotation
 * writes nothing: the session asks it for its {@link RotationState} and acts on that in {@link #follow}.
 */
public final class DeliverySession implements Session {
    /** What has become of the session; at its end, whether the collector ended its side after ours. */
    private enum Course {
        OPEN,
        ANSWERED,
        UNANSWERED
    }

    private final SessionSetup setup;
    private final Outbound outbound;
    private final Ledger ledger;
    private final Rotations rotations;
    private final Probation probation;
    private final Replacement replacement;
    private final EndRequest end;
    private final long began;

    /** The transfer over the connection that is written to. */
    private Transfer live;
    /** Ends {@code live} or, once writing goes on over the witness, the connection before it. */
    private @Nullable Rotation rotation;

    private Course course = Course.OPEN;
    private boolean moved;
    private boolean brokenEarly;

    /**
     * Begins with a connection to which nothing has been written.
     *
     * @param youngNanos for how long the connection is too young to be trusted
     */
    public DeliverySession(
            Connection connection, SessionSetup setup, Outbound outbound, LongSupplier clock, long youngNanos) {
        this.setup = setup;
        this.outbound = outbound;
        ledger = outbound.ledger();
        long now = clock.getAsLong();
        began = now;
        rotations = new Rotations(setup, outbound, clock, connection.isLocal(), now);
        probation = new Probation(now, youngNanos);
        end = new EndRequest(setup.options().connection().writeTimeout().toNanos());
        replacement = new Replacement(setup.connections(), clock);
        live = Transfer.over(connection, outbound, setup, probation, now);
        outbound.counters().connect();
    }

    @Override
    public void pump(long now) throws IOException {
        moved = false;
        if (setup.connections().selection().isSpoilt()) {
            endSoon(false, now); // a channel that could not be closed keeps the selector awake
        }
        if (end.isOverdue(now) && !isLastWritten()) {
            course = Course.UNANSWERED; // the collector takes too little to wait for a boundary
            return;
        }
        rotate(now); // before writing, so that events after endSoon() go to the next connection
        if (!isPaused()) {
            pumpLive(now);
            if (live.isBehindLarge() && !isBehind()) {
                end.soon(now, LargeFrames.WAIT_NANOS);
            }
        }
        if (rotation != null) {
            rotation.step(now);
            follow(rotation, now);
        }
        if (isReplaceable()) {
            replaceDead(now);
        } else {
            replacement.close(); // a second connection would serve nothing
        }
        if (rotation == null) {
            rotations.tick(now); // last, so that what a rotation left unconfirmed waits from that rotation's end on
        }
    }

    @Override
    public boolean isEndedIdle() {
        return !isBehind() && live.isEndedIdle();
    }

    @Override
    public void endWhenDrained(boolean hurried) {
        end.whenDrained(hurried);
    }

    /** Ends where no rotation proves anything: as at the end of a client, the collector's end is the proof. */
    @Override
    public boolean confirm(long now) {
        return !rotations.hurry(rotation, live) && end.proven(now);
    }

    @Override
    public void endSoon(boolean patient, long now) {
        end.soon(now, patient ? EndRequest.ANSWER_NANOS : EndRequest.WAIT_NANOS);
    }

    @Override
    public boolean isOver() {
        return course != Course.OPEN;
    }

    @Override
    public boolean isAnswered() {
        return course == Course.ANSWERED;
    }

    @Override
    public boolean hasMoved() {
        return moved;
    }

    @Override
    public boolean isBlocked() {
        return isPaused() || live.isBlocked();
    }

    @Override
    public boolean isFull() {
        return !isPaused() && live.isFull();
    }

    @Override
    public boolean isProven(long now) {
        return probation.isOver(now);
    }

    @Override
    public long nanosUntilDue(long now) {
        long wait = isLastWritten() ? Long.MAX_VALUE : end.nanosUntilOverdue(now);
        wait = isPaused() ? wait : Math.min(wait, live.nanosUntilDue(now));
        if (rotation != null) {
            wait = Math.min(wait, rotation.nanosUntilDue(now));
        } else {
            wait = Math.min(wait, rotations.nanosUntilDue(live, end, now));
        }
        if (isReplaceable()) {
            wait = Math.min(wait, replacement.nanosUntilDue(live.acknowledgements(), now));
        }
        return Math.max(0, wait);
    }

    @Override
    public Connection connection() {
        return live.connection();
    }

    @Override
    public long stagedEnd() {
        return live.stagedEnd();
    }

    @Override
    public void moveOver(Gap gap) {
        live.moveOver(gap);
        if (rotation != null) {
            rotation.moveOver(gap);
        }
    }

    @Override
    public void close(Closing how, long now) {
        Closing closing = rotations.confirm() ? Closing.LOST : how;
        try {
            live.close(isBehind() ? Closing.UNPROVEN : closing, now);
            if (isOver() && live.isBehindLarge() && ledger.released() < live.wireEnd()) {
                setup.largeFrames().inVain(); // or the next connection would end behind the same frame
            }
        } finally {
            replacement.close();
            if (rotation != null) {
                rotation.close();
            }
        }
    }

    /** Returns the position above which no byte has gone to the connection. Called after {@link #close}. */
    public long wireEnd() {
        return live.wireEnd();
    }

    /** Returns how long the session has lasted. */
    public long lifeNanos(long now) {
        return now - began;
    }

    /**
     * Returns whether the collector ended a connection during a rotation, before our end, and its other connection lived on.
     * Either it takes one connection at a time, or it does not accept an event.
     */
    public boolean isBrokenEarly() {
        return brokenEarly;
    }

    /** Begins a rotation when it is due or the session is to end, and begins to end the connection when it may. */
    private void rotate(long now) throws IOException {
        if (rotation != null) {
            rotation.checkWitness(now);
        } else {
            rotation = end.isMade() ? rotations.beginLast(live, end, now) : rotations.beginIfDue(live, now);
        }
        if (rotation != null && rotation.state() == RotationState.UNWITNESSED) {
            rotation.dismissWitness();
            rotations.postpone(now, Witness.isRefusal(rotation.cause()));
            rotation = end.isMade() ? rotations.unwitnessed(live) : null;
        }
        if (rotation != null && rotation.state() == RotationState.WITNESSED) {
            finishLive(rotation);
        }
    }

    private void finishLive(Rotation begun) {
        if (end.isWhenDrained()) {
            live.endWhenDrained();
        } else {
            live.endAtBoundary();
        }
        long quiet = Math.max(rotations.quietNanos(begun, live, end), live.quietNanosBehindLarge());
        boolean unproven = ledger.hasUnconfirmed() || ledger.unsentBytes() > 0;
        begun.finish(!end.isMade(), quiet, end.patience(begun.hasWitness(), unproven));
    }

    /** Does what follows from the state that a rotation has reached. */
    private void follow(Rotation present, long now) throws IOException {
        if (present.state().isWritten() && present.isOf(live) && present.leadsOn() && !end.isSoon()) {
            probation.suspend(); // until the connection before has ended, the one over the witness releases nothing
            goOnOver(present.next(), now);
        }
        switch (present.state()) {
            case PROVEN -> {
                probation.pass(now);
                rotations.confirmed(present);
                ended(present, Course.ANSWERED);
            }
            case ANSWERED, UNANSWERED -> {
                boolean answered = present.state() == RotationState.ANSWERED;
                rotations.unproven(end, answered, now);
                ended(present, answered ? Course.ANSWERED : Course.UNANSWERED);
            }
            case UNCONFIRMED -> {
                brokenEarly = Ends.isByPeer(present.cause());
                if (!brokenEarly) {
                    rotations.failed(now);
                }
                throw present.cause();
            }
            case LOST -> throw present.cause();
            default -> {}
        }
    }

    private void ended(Rotation present, Course how) {
        if (present.isOf(live)) {
            course = how;
        } else {
            rotation = null; // its witness is the live connection
        }
    }

    /** Replaces the live connection once it is dead. */
    private void replaceDead(long now) throws IOException {
        FrameBuffer buffer = ledger.buffer();
        Connection second = replacement.step(live, buffer.usedBytes() >= buffer.capacity() / 2, now);
        if (second != null) {
            Acknowledgements dead = live.acknowledgements();
            live.close(Closing.LOST, now);
            if (rotation != null) {
                rotation.dismissWitness();
                rotation = null;
            }
            outbound.reporter()
                    .notices()
                    .replaced(
                            setup.connections().destination(),
                            dead.outstandingBytes(),
                            dead.silentNanos(now),
                            ledger.eventsToReplay());
            goOnOver(second, now);
        }
    }

    /** Writes over another connection from now on. The caller ends or closes the one before. */
    private void goOnOver(Connection connection, long now) throws IOException {
        live = Transfer.over(connection, outbound, setup, probation, now);
        outbound.counters().connect();
        pumpLive(now); // at once: the header is staged, and only a short write is waited for
    }

    private void pumpLive(long now) throws IOException {
        try {
            live.pump(now);
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

    /** Returns whether the connection before the live one has not ended, so that the live one must release nothing. */
    private boolean isBehind() {
        return rotation != null && !rotation.isOf(live);
    }

    /** Returns whether the live connection may be replaced: no rotation has finished writing to it. */
    private boolean isReplaceable() {
        return course == Course.OPEN && (rotation == null || rotation.state().isWritable());
    }

    /** Returns whether the session has written everything and only waits for its end. */
    private boolean isLastWritten() {
        return rotation != null && rotation.state().isWritten() && !rotation.leadsOn();
    }

    /** Returns whether nothing may be written now: all is written, or it is unclear which connection still lives. */
    private boolean isPaused() {
        RotationState state = rotation == null ? RotationState.CONNECTING : rotation.state();
        return state == RotationState.DOUBTING || (state.isWritten() && !isBehind());
    }
}
