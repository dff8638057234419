// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.release.Evidence;
import io.github.gas4j.core.internal.release.PeerEnd;
import io.github.gas4j.core.internal.release.Probation;
import io.github.gas4j.core.internal.release.Questions;
import io.github.gas4j.core.internal.release.Retention;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.search.Search;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one connection: stages and writes frames, notices that the collector is gone, and ends in order when told
 * to, with the footer as the last bytes. It releases frames as {@link Retention} decides. The {@link Rotation} then ends our
 * side of the stream.
 *
 * <p>Confined to the sender's thread.
 */
final class Transfer {
    /** Whether and how the transfer is to end. */
    private enum Ending {
        NO,
        AT_FRAME_BOUNDARY,
        WHEN_DRAINED,
        AFTER_FOOTER
    }

    private final Connection connection;
    private final Probation probation;
    private final Batch batch;
    private final Outbound outbound;
    private final Ledger ledger;
    private final Search search;
    private final Acknowledgements acknowledgements;
    private final Questions questions;
    private final Verdict verdict;
    private final Retention retention;
    private final Envelope envelope;
    private final Pulse pulse;
    private final long writeTimeoutNanos;
    private final LargeFrames largeFrames;
    private Ending ending = Ending.NO;

    private @Nullable PeerEnd peerEnd;
    private PeerEnd.Proof proof = PeerEnd.Proof.NONE;
    private boolean closed;
    private long wireEnd;
    private boolean moved;
    /** Whether the last frame was so large that the connection is to end behind it. */
    private boolean behindLarge;

    private boolean full;

    /**
     * Begins with the layout's header, then everything that the ledger calls unsent. Closes the connection if there is too
     * little memory.
     */
    static Transfer over(Connection connection, Outbound outbound, SessionSetup setup, Probation probation, long now) {
        try {
            return new Transfer(connection, outbound, setup, probation, now);
        } catch (RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    private Transfer(Connection connection, Outbound outbound, SessionSetup setup, Probation probation, long now) {
        this.connection = connection;
        this.probation = probation;
        this.outbound = outbound;
        batch = outbound.batch();
        ledger = outbound.ledger();
        search = outbound.search();
        acknowledgements = new Acknowledgements(connection, outbound.progress(), now);
        writeTimeoutNanos = setup.options().connection().writeTimeout().toNanos();
        questions = new Questions(connection, setup.answers(), writeTimeoutNanos, now);
        verdict = setup.verdict();
        retention = new Retention(
                verdict,
                probation,
                outbound.firstWrites(),
                new Evidence(acknowledgements, questions),
                setup.options().delivery().replayWindow(),
                outbound.firstWrites().touchedHere(ledger.touched()));
        retention.begin(now);
        largeFrames = setup.largeFrames();
        envelope = setup.envelope();
        pulse = new Pulse(envelope, now);
        batch.restart(ledger.sent(), envelope.header());
    }

    /** Does what can be done now. Called until {@link #hasEnded}. Throws if the connection is lost. */
    void pump(long now) throws IOException {
        moved = false;
        // before writing, because what is written after the collector's end is never read
        if (peerEnd == null) {
            receive(now);
        }
        if (peerEnd != null) {
            awaitProof(peerEnd, now);
            return;
        }
        retention.tick(now, batch.isWritten());
        if (batch.isWritten() && ending != Ending.AFTER_FOOTER) {
            stage(now);
        }
        write(now);
        acknowledgements.tick(now);
        if (acknowledgements.isStalled(now, writeTimeoutNanos)) {
            throw new SocketTimeoutException("the collector's host acknowledged no byte for longer than writeTimeout");
        }
        retention.release(
                ledger, now, search.sizes().isUnusual(batch.largestBytes()) ? batch.largest() : Long.MAX_VALUE);
    }

    private void receive(long now) throws IOException {
        Connection.Incoming incoming = connection.receive();
        if (incoming == Connection.Incoming.ENDED) {
            peerEnd = endOfPeer(now);
            connection.ignoreInput(); // or the end would keep the selector awake
        } else if (questions.tick(now, incoming == Connection.Incoming.NOTHING)) {
            probation.pass(now);
            verdict.answered();
            if (verdict.confirms()) {
                ledger.release(questions.provenEnd(), questions.provenEvents());
            }
        }
    }

    /** Returns whether the collector can be asked now about something that it has not been asked about yet. */
    boolean canAsk() {
        return batch.isWritten() && !questions.isOpen() && !questions.isAllAsked(ledger);
    }

    Connection connection() {
        return connection;
    }

    Questions questions() {
        return questions;
    }

    /** Returns what the peer's kernel has acknowledged of this connection's bytes. */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** Makes the transfer end in order when nothing unsent is left. */
    void endWhenDrained() {
        if (ending == Ending.NO || ending == Ending.AT_FRAME_BOUNDARY) {
            ending = Ending.WHEN_DRAINED;
        }
    }

    /** Makes the transfer end in order at the next frame boundary. */
    void endAtBoundary() {
        if (ending == Ending.NO) {
            ending = Ending.AT_FRAME_BOUNDARY;
        }
    }

    /** Cancels the end. Returns false if the footer has been staged already. */
    boolean goOn() {
        if (ending == Ending.AFTER_FOOTER) {
            return false;
        }
        ending = Ending.NO;
        return true;
    }

    /** Returns whether the connection has taken the footer's last byte, so that {@link #pump} has nothing more to do. */
    boolean hasEnded() {
        return ending == Ending.AFTER_FOOTER && batch.isWritten();
    }

    /** Returns whether the last {@link #pump} wrote anything. */
    boolean hasMoved() {
        return moved;
    }

    /** Returns whether nothing can be written: bytes wait for the socket, or the collector has ended the connection. */
    boolean isBlocked() {
        return peerEnd != null || !batch.isWritten() || behindLarge;
    }

    /** Returns how long nothing is written before the end behind a large frame, or 0 if there was none. */
    long quietNanosBehindLarge() {
        boolean accepted = search.sizes().isAccepted(batch.lastBytes());
        return behindLarge ? LargeFrames.quietNanos(accepted, connection.connectNanos()) : 0;
    }

    /** Returns whether the last frame was so large that the connection is to end behind it. */
    boolean isBehindLarge() {
        return behindLarge;
    }

    /** Returns whether there is probably more to write at once. */
    boolean isFull() {
        return full;
    }

    /** Returns the nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        if (peerEnd != null) {
            return peerEnd.nanosUntilKnown(now);
        }
        long wait = Math.min(acknowledgements.nanosUntilDue(now), questions.nanosUntilDue(now));
        if (!batch.isWritten()) {
            return Math.min(wait, Math.max(0, writeTimeoutNanos - pulse.stillNanos(now)));
        }
        long beat = mayBeat() ? Math.max(0, pulse.nanosUntilBeat(now)) : Long.MAX_VALUE;
        return Math.min(Math.min(wait, beat), retention.nanosUntilDue(ledger, now));
    }

    /** Returns whether the collector ended the connection in order while it was idle, which is no failure. */
    boolean isEndedIdle() {
        return peerEnd != null && peerEnd.isIdle() && proof != PeerEnd.Proof.NONE;
    }

    /** Returns the position above which no frame is on its way to the socket. */
    long stagedEnd() {
        return batch.stagedEnd(ledger.buffer());
    }

    /** Adapts all positions to a gap that was closed, which was not below {@link #stagedEnd}. */
    void moveOver(Gap gap) {
        retention.moveOver(gap);
        questions.moveOver(gap);
    }

    /**
     * Closes the connection. What is not released will be written to the next one.
     *
     * @param how how the connection came to its end
     */
    void close(Closing how, long now) {
        if (closed) {
            return;
        }
        closed = true;
        wireEnd = stagedEnd();
        try {
            batch.settle(ledger.buffer());
            wireEnd = batch.wireEnd();
            ledger.written(batch.wholeEnd());
            release(how, now);
        } finally {
            ledger.rewind(wireEnd); // else what was not released would never be written again
            connection.close();
        }
    }

    /** Returns the position above which no byte has gone to the connection. Called after {@link #close}. */
    long wireEnd() {
        return wireEnd;
    }

    private void release(Closing how, long now) {
        switch (how) {
            case ANSWERED -> ledger.release(ledger.sent());
            case STOPPED -> retention.stopped(ledger, now);
            case LOST -> {
                if (peerEnd == null) {
                    retention.lost(ledger, now);
                } else {
                    retention.ended(ledger, peerEnd, proof, now);
                }
            }
            case UNPROVEN -> {} // then nothing is released
        }
    }

    private void stage(long now) {
        full = false;
        if (behindLarge && ending == Ending.NO) {
            return; // until the session has begun the end
        }
        if (endsHere()) {
            batch.addControl(ByteBuffer.wrap(envelope.footer()));
            ending = Ending.AFTER_FOOTER;
        } else {
            outbound.strikeRejected(now);
            FrameBuffer buffer = ledger.buffer();
            full = batch.fill(buffer, buffer.tail(), Math.min(search.sizes().leastRefused(), largeFrames.lastFrom()));
            outbound.look(envelope.framing());
        }
        if (!batch.isWritten()) {
            pulse.staged(now);
        } else if (mayBeat() && pulse.nanosUntilBeat(now) <= 0) {
            batch.addControl(pulse.beat(now));
        }
    }

    /** Returns whether a heartbeat may be written: between frames, while no event waits and no end has begun. */
    private boolean mayBeat() {
        return batch.isAtBoundary() && ledger.unsentBytes() == 0 && ending == Ending.NO && !behindLarge;
    }

    private PeerEnd endOfPeer(long now) {
        boolean idle = batch.isWritten() && pulse.idleNanos(now) >= Retention.MARGIN_NANOS; // then it is no failure
        boolean asked = ledger.hasUnconfirmed() && (idle || (retention.isReplay() && probation.nanosLeft(now) == 0));
        return new PeerEnd(acknowledgements, idle, asked, now);
    }

    private void awaitProof(PeerEnd end, long now) throws EOFException {
        if (end.nanosUntilKnown(now) > 0) {
            return;
        }
        proof = ledger.hasUnconfirmed() ? end.proof(now) : PeerEnd.Proof.READ;
        throw new EOFException("the collector closed the connection");
    }

    private boolean endsHere() {
        return batch.isAtBoundary()
                && (behindLarge
                        || ending == Ending.AT_FRAME_BOUNDARY
                        || (ending == Ending.WHEN_DRAINED && ledger.unsentBytes() == 0));
    }

    private void write(long now) throws IOException {
        if (!batch.isWritten()) {
            long before = connection.taken(); // an encrypted record may be taken in part
            batch.write(connection);
            if (connection.taken() != before) {
                moved = true;
                pulse.moved(now);
                acknowledgements.took(now);
            } else if (pulse.stillNanos(now) >= writeTimeoutNanos) {
                throw new SocketTimeoutException("the collector took no byte for longer than writeTimeout");
            }
        }
        if (batch.isWritten()) {
            long events = batch.events();
            ledger.written(batch.complete(), events);
            behindLarge |= batch.isAtBoundary() && batch.lastBytes() >= largeFrames.lastFrom();
            retention.wrote(ledger, now, connection.taken());
        }
    }
}
