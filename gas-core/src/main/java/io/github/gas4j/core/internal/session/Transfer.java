// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.release.PeerEnd;
import io.github.gas4j.core.internal.release.Probation;
import io.github.gas4j.core.internal.release.Retention;
import io.github.gas4j.core.internal.search.Search;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
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
    private final Retention retention;
    private final byte[] footer;
    private final long writeTimeoutNanos;
    private final LargeFrames largeFrames;
    private Ending ending = Ending.NO;
    /** When the socket last took a byte, or bytes were staged for it; at first, when the connection began. */
    private long lastProgress;

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
        acknowledgements = new Acknowledgements(connection, now);
        retention = new Retention(
                setup.verdict(),
                probation,
                outbound.firstWrites(),
                acknowledgements,
                setup.options().delivery().replayWindow(),
                ledger.touched());
        retention.begin(now);
        largeFrames = setup.largeFrames();
        footer = setup.envelope().footer();
        writeTimeoutNanos = setup.options().connection().writeTimeout().toNanos();
        lastProgress = now;
        batch.restart(ledger.sent(), setup.envelope().header());
    }

    /** Does what can be done now. Called until {@link #hasEnded}. Throws if the connection is lost. */
    void pump(long now) throws IOException {
        moved = false;
        // before writing, because what is written after the collector's end is never read
        if (peerEnd == null && connection.receive() == Connection.Incoming.ENDED) {
            peerEnd = endOfPeer(now);
            connection.ignoreInput(); // or the end would keep the selector awake
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
        retention.release(ledger, now, search.isUnusual(batch.largestBytes()) ? batch.largest() : Long.MAX_VALUE);
    }

    Connection connection() {
        return connection;
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
        boolean accepted = search.isAccepted(batch.lastBytes());
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
        long wait = acknowledgements.nanosUntilDue(now);
        if (!batch.isWritten()) {
            return Math.min(wait, Math.max(0, lastProgress + writeTimeoutNanos - now));
        }
        return Math.min(wait, retention.nanosUntilDue(ledger, now));
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
            batch.addControl(footer);
            ending = Ending.AFTER_FOOTER;
        } else {
            strikeRejected(now);
            FrameBuffer buffer = ledger.buffer();
            full = batch.fill(buffer, buffer.tail(), Math.min(search.leastRefused(), largeFrames.lastFrom()));
        }
        if (!batch.isWritten()) {
            lastProgress = now;
        }
    }

    /** Drops the next frames if they are of a size that the collector does not accept. */
    private void strikeRejected(long now) {
        FrameBuffer buffer = ledger.buffer();
        long at = batch.next();
        while (batch.isAtBoundary() && at < buffer.tail()) {
            int size = buffer.frameBytes(at);
            if (size != 0) { // a record that was dropped is in nobody's way
                if (size < search.leastRefused() || !search.drops(size, now)) {
                    return;
                }
                outbound.strike(at, DropReason.REJECTED);
            }
            at = buffer.next(at);
        }
    }

    /** Returns whether nothing has been written for so long that an orderly end is no failure. */
    private boolean isIdle(long now) {
        return batch.isWritten() && now - lastProgress >= Retention.MARGIN_NANOS;
    }

    private PeerEnd endOfPeer(long now) {
        boolean idle = isIdle(now);
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
            if (batch.write(connection) > 0) {
                moved = true;
                lastProgress = now;
            } else if (now - lastProgress >= writeTimeoutNanos) {
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
