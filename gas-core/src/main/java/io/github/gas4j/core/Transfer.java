// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * One connection's life from its first byte to its end: stages and writes frames, notices that the collector is gone, and
 * ends in order when asked to: what is to be written, the footer, our end of the stream, the wait for the collector's.
 *
 * <p>Confined to the sender's thread.
 */
final class Transfer {
    /** How long a connection must live to count as good (a proxy that accepts and closes must not cause a storm). */
    static final long PROVEN_AFTER_NANOS = 10_000_000_000L;

    /** How long an orderly end waits for the collector's own end of the stream. */
    static final long END_WAIT_NANOS = 500_000_000L;

    /** Whether and how the transfer comes to its end. */
    private enum Ending {
        NO,
        AT_FRAME_BOUNDARY,
        WHEN_DRAINED,
        AFTER_FOOTER,
        AWAITING_PEER,
        OVER_UNANSWERED,
        OVER_ANSWERED
    }

    private final Connection connection;
    private final Batch batch;
    private final Ledger ledger;
    private final Retention retention;
    private final byte[] footer;
    private final long writeTimeoutNanos;
    private final long began;
    private Ending ending = Ending.NO;
    private long lastProgress;
    private long endAsked;
    private boolean moved;
    private boolean full;

    /** Begins a connection's transfer with what is not released, behind the layout's header. */
    Transfer(Connection connection, Batch batch, Ledger ledger, Envelope envelope, GasConfig config, long now) {
        this.connection = connection;
        this.batch = batch;
        this.ledger = ledger;
        retention = new Retention(config, now);
        footer = envelope.footer();
        writeTimeoutNanos = config.writeTimeout().toNanos();
        began = now;
        lastProgress = now;
        batch.restart(ledger.sent(), envelope.header());
    }

    /** Does what can be done now; throws if the connection is lost. */
    void pump(long now) throws IOException {
        moved = false;
        if (ending == Ending.AWAITING_PEER) {
            awaitPeer(now);
            return;
        }
        refuseEnd();
        retention.tick(now, batch.isWritten());
        if (ending == Ending.AT_FRAME_BOUNDARY && now - endAsked >= END_WAIT_NANOS) {
            ending = Ending.OVER_UNANSWERED; // the collector takes too little to wait for a boundary
            return;
        }
        if (batch.isWritten()) {
            stage(now);
        }
        write(now);
        retention.release(ledger, untilProven(now));
    }

    /** Ends in order when nothing unsent is left. */
    void endWhenDrained() {
        if (ending == Ending.NO || ending == Ending.AT_FRAME_BOUNDARY) {
            ending = Ending.WHEN_DRAINED;
        }
    }

    /** Ends in order at the next frame boundary, if there is one soon. */
    void endSoon(long now) {
        if (ending == Ending.NO) {
            ending = Ending.AT_FRAME_BOUNDARY;
            endAsked = now;
        }
    }

    boolean isOver() {
        return ending == Ending.OVER_ANSWERED || ending == Ending.OVER_UNANSWERED;
    }

    /** Whether the collector ended its side after ours, as one does that has read everything. */
    boolean isAnswered() {
        return ending == Ending.OVER_ANSWERED;
    }

    /** Whether the last {@link #pump} wrote anything. */
    boolean hasMoved() {
        return moved;
    }

    /** Whether bytes wait for the socket. */
    boolean isBlocked() {
        return !batch.isWritten();
    }

    /** Whether there is probably more to write at once. */
    boolean isFull() {
        return full;
    }

    long untilProven(long now) {
        return Math.max(0, began + PROVEN_AFTER_NANOS - now);
    }

    /** Nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        if (ending == Ending.AWAITING_PEER) {
            return Math.max(0, lastProgress + END_WAIT_NANOS - now);
        }
        if (ending == Ending.AT_FRAME_BOUNDARY) {
            return Math.max(0, endAsked + END_WAIT_NANOS - now);
        }
        if (ending == Ending.AFTER_FOOTER && !isBlocked()) {
            return 0;
        }
        return isBlocked()
                ? Math.max(0, lastProgress + writeTimeoutNanos - now)
                : retention.nanosUntilDue(ledger, untilProven(now));
    }

    /** Whether {@link #evictBelow} could free anything now. */
    boolean canEvict() {
        return ledger.hasUnconfirmed() || batch.isAtBoundary();
    }

    /** Makes room: frees frames below a position as far as none of them is on its way, written ones as delivered. */
    void evictBelow(long position) {
        ledger.advance(Math.min(position, ledger.sent()), null);
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
     * @param delivered whether what was written counts as delivered
     */
    void close(boolean delivered) {
        long wireEnd = batch.settle(ledger);
        if (delivered) {
            ledger.advance(ledger.sent(), null);
        }
        retention.lost(ledger);
        ledger.rewind(wireEnd);
        connection.close();
    }

    private void stage(long now) throws IOException {
        full = false;
        if (ending == Ending.AFTER_FOOTER) {
            refuseEnd(); // an end that came before ours proves nothing
            connection.endOutput();
            ending = Ending.AWAITING_PEER;
            lastProgress = now;
        } else if (endsHere()) {
            batch.addControl(footer);
            ending = Ending.AFTER_FOOTER;
        } else {
            full = batch.fill(ledger.buffer());
        }
        if (isBlocked()) {
            lastProgress = now;
        }
    }

    private void awaitPeer(long now) throws IOException {
        if (connection.isEnded()) {
            ending = Ending.OVER_ANSWERED;
        } else if (now - lastProgress >= END_WAIT_NANOS) {
            ending = Ending.OVER_UNANSWERED;
        }
    }

    private void refuseEnd() throws IOException {
        if (connection.isEnded()) {
            throw new EOFException("the collector closed the connection");
        }
    }

    private boolean endsHere() {
        return batch.isAtBoundary()
                && (ending == Ending.AT_FRAME_BOUNDARY || (ending == Ending.WHEN_DRAINED && ledger.unsentBytes() == 0));
    }

    private void write(long now) throws IOException {
        if (isBlocked()) {
            if (batch.write(connection) > 0) {
                moved = true;
                lastProgress = now;
            } else if (now - lastProgress >= writeTimeoutNanos) {
                throw new SocketTimeoutException("the collector took no byte for longer than writeTimeout");
            }
        }
        if (batch.isWritten()) {
            ledger.written(batch.complete());
            retention.wrote(ledger.sent());
        }
    }
}
