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
    private final Retention retention;
    private final byte[] footer;
    private final long writeTimeoutNanos;
    private Ending ending = Ending.NO;
    private long lastProgress;
    private boolean moved;
    private boolean full;

    /** Begins a connection's transfer with what is not written, behind the layout's header. */
    Transfer(Connection connection, Batch batch, Ledger ledger, Setup setup, long now) {
        this.connection = connection;
        this.batch = batch;
        this.ledger = ledger;
        retention = new Retention(setup.config(), setup.rotations(), now);
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
        refuseEnd(); // before everything else: an end that came before ours proves nothing
        retention.tick(now, batch.isWritten());
        if (batch.isWritten() && ending != Ending.AFTER_FOOTER) {
            stage(now);
        }
        write(now);
        retention.release(ledger, untilProven);
    }

    Connection connection() {
        return connection;
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

    /** Whether bytes wait for the socket. */
    boolean isBlocked() {
        return !batch.isWritten();
    }

    /** Whether there is probably more to write at once. */
    boolean isFull() {
        return full;
    }

    /** Nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now, long untilProven) {
        if (isBlocked()) {
            return Math.max(0, lastProgress + writeTimeoutNanos - now);
        }
        return retention.nanosUntilDue(ledger, untilProven);
    }

    /** Whether {@link #evictBelow} could free anything now. */
    boolean canEvict() {
        return ledger.hasUnconfirmed() || batch.isAtBoundary();
    }

    /**
     * Makes room: frees frames below a position as far as none of them is on its way.
     *
     * @param ofWritten why those that have been written are dropped, or null if they count as delivered
     */
    void evictBelow(long position, @Nullable DropReason ofWritten) {
        ledger.advance(Math.min(position, ledger.sent()), ofWritten);
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

    private void stage(long now) {
        full = false;
        if (endsHere()) {
            batch.addControl(footer);
            ending = Ending.AFTER_FOOTER;
        } else {
            full = batch.fill(ledger.buffer());
        }
        if (isBlocked()) {
            lastProgress = now;
        }
    }

    private void refuseEnd() throws IOException {
        if (connection.receive() == Connection.Incoming.ENDED) {
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
            long events = batch.events();
            ledger.written(batch.complete(), events);
            retention.wrote(ledger);
        }
    }
}
