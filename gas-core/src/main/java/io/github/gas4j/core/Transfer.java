// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection's writing: stages and writes frames, notices that the collector is gone, and ends in order when asked to:
 * what is to be written, then the footer. Our end of the stream is the {@link Rotation}'s.
 *
 * <p>Confined to the sender's thread.
 */
final class Transfer {

    /** How a connection came to its end. */
    enum Closing {
        /** The collector ended its side after ours. */
        ANSWERED,
        /** The client stops, and has not waited for the collector's end any longer. */
        STOPPED,
        /** It was lost, or is left for another one. */
        LOST,
        /** The same, while it is not yet proven what was read from the connection before it. */
        UNPROVEN
    }

    /** Whether and how the transfer comes to its end. */
    private enum Ending {
        NO,
        AT_FRAME_BOUNDARY,
        WHEN_DRAINED,
        AFTER_FOOTER
    }

    private final Connection connection;
    private final Batch batch;
    private final Ledger ledger;
    private final Acknowledgements acknowledgements;
    private final Retention retention;
    private final byte[] footer;
    private final long writeTimeoutNanos;
    private Ending ending = Ending.NO;
    /** When the socket last took a byte, or staging gave it the first; before that, when the connection began. */
    private long lastProgress;

    private @Nullable PeerEnd peerEnd;
    private PeerEnd.Proof proof = PeerEnd.Proof.NONE;
    private boolean closed;
    private boolean moved;
    private boolean full;

    /** Begins a connection's transfer with what is not written, behind the layout's header. */
    Transfer(Connection connection, Outbound outbound, Setup setup, long now) {
        this.connection = connection;
        batch = outbound.batch();
        ledger = outbound.ledger();
        acknowledgements = new Acknowledgements(connection, now);
        retention = new Retention(setup, outbound, acknowledgements, now);
        footer = setup.envelope().footer();
        writeTimeoutNanos = setup.config().writeTimeout().toNanos();
        lastProgress = now;
        batch.restart(ledger.sent(), setup.envelope().header());
    }

    /**
     * Does what can be done now, until {@link #hasEnded}; throws if the connection is lost.
     *
     * @param untilProven how long the connection is still too young to be trusted, or 0
     */
    void pump(long now, long untilProven) throws IOException {
        moved = false;
        // Before everything else, because what is written after the collector's end is never read.
        if (peerEnd == null && connection.receive() == Connection.Incoming.ENDED) {
            peerEnd = peerEnd(now, untilProven);
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
        retention.release(ledger, now, untilProven <= 0);
    }

    Connection connection() {
        return connection;
    }

    /** What the peer's kernel has acknowledged of it. */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** Ends in order when nothing unsent is left. */
    void endWhenDrained() {
        if (ending == Ending.NO || ending == Ending.AT_FRAME_BOUNDARY) {
            ending = Ending.WHEN_DRAINED;
        }
    }

    /** Ends in order at the next frame boundary. */
    void endAtBoundary() {
        if (ending == Ending.NO) {
            ending = Ending.AT_FRAME_BOUNDARY;
        }
    }

    /** Goes on instead of ending; returns whether it was still time for that. */
    boolean goOn() {
        if (ending == Ending.AFTER_FOOTER) {
            return false;
        }
        ending = Ending.NO;
        return true;
    }

    /** Returns whether the connection has taken the footer's last byte, so that there is nothing more to {@link #pump}. */
    boolean hasEnded() {
        return ending == Ending.AFTER_FOOTER && batch.isWritten();
    }

    /** Whether the last {@link #pump} wrote anything. */
    boolean hasMoved() {
        return moved;
    }

    /** Whether nothing can be written now: bytes wait for the socket, or the collector has ended the connection. */
    boolean isBlocked() {
        return peerEnd != null || !batch.isWritten();
    }

    /** Whether there is probably more to write at once. */
    boolean isFull() {
        return full;
    }

    /** Nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now, long untilProven) {
        if (peerEnd != null) {
            return peerEnd.nanosUntilKnown(now);
        }
        long wait = acknowledgements.nanosUntilDue(now);
        if (!batch.isWritten()) {
            return Math.min(wait, Math.max(0, lastProgress + writeTimeoutNanos - now));
        }
        return Math.min(wait, retention.nanosUntilDue(ledger, untilProven));
    }

    /** Returns whether the collector ended the connection in order while it was idle, which is no failure. */
    boolean isEndedIdle() {
        return peerEnd != null && peerEnd.isIdle() && proof != PeerEnd.Proof.NONE;
    }

    /** Whether {@link #evictBelow} could free anything now. */
    boolean canEvict() {
        return ledger.hasUnconfirmed() || batch.isAtBoundary();
    }

    /**
     * Makes room: drops frames below a position as far as none of them is on its way. Those that have been written and are
     * kept may have arrived.
     */
    void evictBelow(long position) {
        ledger.advance(Math.min(position, ledger.sent()), DropReason.BUFFER_FULL);
        if (position > ledger.sent() && batch.isAtBoundary()) {
            ledger.advance(position, DropReason.BUFFER_FULL);
            batch.skipTo(ledger.sent());
        }
    }

    /** Gives up what is below a position and not on its way yet. */
    void giveUpBelow(long position) {
        ledger.dropUnsent(batch.stagedEnd(ledger.buffer()), position, DropReason.RETRIES_EXHAUSTED);
    }

    /**
     * Closes the connection; what is not released will be written to the next one.
     *
     * @param how how the connection came to its end
     * @param young whether it was too young to be trusted
     */
    void close(Closing how, boolean young, long now) {
        if (closed) {
            return;
        }
        closed = true;
        long wireEnd = batch.settle(ledger);
        switch (how) {
            case ANSWERED -> ledger.advance(ledger.sent(), null);
            case STOPPED -> retention.stopped(ledger, now);
            case LOST -> {
                if (peerEnd == null) {
                    retention.lost(ledger, now);
                } else {
                    retention.ended(ledger, peerEnd, proof, young);
                }
            }
            case UNPROVEN -> {} // then nothing is released
        }
        ledger.rewind(wireEnd);
        connection.close();
    }

    private void stage(long now) {
        full = false;
        if (endsHere()) {
            batch.addControl(footer);
            ending = Ending.AFTER_FOOTER;
        } else {
            full = batch.fill(ledger.buffer());
        }
        if (!batch.isWritten()) {
            lastProgress = now;
        }
    }

    /** Returns whether nothing has been written for so long that an orderly end now is no crash. */
    private boolean isIdle(long now) {
        return batch.isWritten() && now - lastProgress >= Retention.MARGIN_NANOS;
    }

    private PeerEnd peerEnd(long now, long untilProven) {
        boolean idle = isIdle(now);
        boolean asked = ledger.hasUnconfirmed() && (idle || (retention.isReplay() && untilProven <= 0));
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
                && (ending == Ending.AT_FRAME_BOUNDARY || (ending == Ending.WHEN_DRAINED && ledger.unsentBytes() == 0));
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
            retention.wrote(ledger, now, connection.taken());
        }
    }
}
