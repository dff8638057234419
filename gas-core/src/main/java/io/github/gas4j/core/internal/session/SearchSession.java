// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.Ends;
import io.github.gas4j.core.internal.search.Group;
import io.github.gas4j.core.internal.search.Search;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the groups of a {@link Search} to one connection, each followed by its quiet time, and tells the search whether the
 * collector has ended the connection. It is over after an end, and before a group that needs a connection of its own. Nothing
 * is released: the {@link DeliverySession} after the search writes everything again.
 *
 * <p>Confined to the sender's thread.
 */
public final class SearchSession implements Session {
    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final Ledger ledger;
    private final Batch batch;
    private final Search search;
    private final BufferedFrames frames;
    private final LongSupplier clock;
    private final Acknowledgements acknowledgements;
    private final byte[] header;
    private final long writeTimeoutNanos;

    /** The present group as it was chosen, or null if there is none. Its frames may have moved since. */
    private @Nullable Group group;

    private long groupFrom;
    private long groupEnd;
    /** When the group was begun, at most one cycle before its first byte was written. */
    private long firstByteAt;
    /** When the socket last took a byte, or bytes were staged for it. */
    private long lastProgress;
    /** When the quiet time began. Meaningful while {@code quiet}. */
    private long quietSince;

    private boolean quiet;
    private boolean begun;
    private boolean headerWritten;
    private boolean moved;
    private boolean over;

    /** Begins with a connection to which nothing has been written. */
    public SearchSession(Connection connection, SessionSetup setup, Outbound outbound, LongSupplier clock) {
        this.connection = connection;
        this.clock = clock;
        ledger = outbound.ledger();
        batch = outbound.batch();
        search = outbound.search();
        frames = new BufferedFrames(ledger);
        acknowledgements = new Acknowledgements(connection, outbound.progress()::reached, clock.getAsLong());
        header = setup.envelope().header();
        writeTimeoutNanos = setup.options().connection().writeTimeout().toNanos();
        outbound.counters().connect();
    }

    @Override
    public void pump(long now) throws IOException {
        moved = false;
        try {
            advance();
        } catch (SSLException refusal) {
            endGroup();
            throw refusal; // it is about certificates and not about an event, and the operator has to know
        } catch (IOException end) {
            long present = clock.getAsLong();
            if (endGroup() && Ends.isByPeer(end)) {
                search.died(frames, present - firstByteAt, present);
            }
            over = true; // an end that tells nothing has no effect: a group is chosen again
        }
    }

    private void advance() throws IOException {
        if (!begun) {
            begun = true;
            search.connects(frames, connection.remote(), clock.getAsLong());
            begin();
        }
        search.tick(clock.getAsLong());
        over |= !search.isOn();
        if (over) {
            return;
        }
        Connection.Incoming incoming = connection.receive();
        if (incoming == Connection.Incoming.ENDED) {
            throw new EOFException("the collector closed the connection");
        }
        if (!quiet) {
            write();
        } else if (isQuietOver()) {
            if (incoming == Connection.Incoming.MORE) {
                throw new SocketTimeoutException("the collector sends without a pause, and an end may lie behind that");
            }
            endGroup();
            search.lived(frames, clock.getAsLong());
            if (search.keepsConnection()) {
                begin();
            } else {
                over = true;
            }
        }
    }

    /** Begins the next group, if there is one. */
    private void begin() {
        long now = clock.getAsLong();
        Group next = search.next(frames, connection.connectNanos(), now);
        group = next;
        quiet = false;
        if (next == null) {
            over = true;
            return;
        }
        groupFrom = next.from();
        groupEnd = next.to();
        batch.restart(groupFrom, headerWritten ? NOTHING : header);
        headerWritten = true;
        firstByteAt = now;
        lastProgress = now;
    }

    private void write() throws IOException {
        long now = clock.getAsLong();
        if (batch.isWritten()) {
            batch.complete();
            batch.fill(ledger.buffer(), groupEnd, Integer.MAX_VALUE);
        }
        long before = connection.taken(); // an encrypted record may be taken in part
        batch.write(connection);
        if (connection.taken() != before) {
            moved = true;
            lastProgress = now;
            acknowledgements.took(now);
        } else if (now - lastProgress >= writeTimeoutNanos) {
            throw new SocketTimeoutException("the collector took no byte for longer than writeTimeout");
        }
        if (batch.isWritten() && batch.next() >= groupEnd) {
            ledger.writtenApart(groupFrom, groupEnd, groupEnd);
            quiet = true;
            quietSince = clock.getAsLong();
        }
    }

    /** Returns whether the quiet time is over. It begins anew while bytes are still on their way, where the system tells. */
    private boolean isQuietOver() {
        long now = clock.getAsLong();
        if (group == null || now - quietSince < group.quietNanos()) {
            return false;
        }
        if (acknowledgements.showUnderway(now) && now - lastProgress < writeTimeoutNanos) {
            quietSince = now;
            return false;
        }
        return true;
    }

    /** Counts what was written of the present group. Returns whether there was one. */
    private boolean endGroup() {
        boolean ends = group != null;
        group = null;
        if (ends && !quiet) {
            batch.settle(ledger.buffer());
            ledger.writtenApart(groupFrom, batch.wholeEnd(), batch.wireEnd());
        }
        return ends;
    }

    @Override
    public boolean isEndedIdle() {
        return false;
    }

    /** Ends the session if the suspect is known, which is then left out, so that everything else can be written. */
    @Override
    public void endWhenDrained(boolean hurried) {
        over |= hurried && search.isSuspectLikely(frames);
    }

    /** Does nothing: the search has its own proofs, and ends by itself. */
    @Override
    public boolean confirm(long now) {
        return false;
    }

    @Override
    public void endSoon(boolean patient, long now) {
        over = true;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean isAnswered() {
        return false;
    }

    @Override
    public boolean hasMoved() {
        return moved;
    }

    @Override
    public boolean isBlocked() {
        return true;
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public boolean isProven(long now) {
        return false;
    }

    @Override
    public long nanosUntilDue(long now) {
        if (group == null || over) {
            return 0;
        }
        if (quiet) {
            return Math.max(0, quietSince + group.quietNanos() - now);
        }
        return batch.isWritten() ? 0 : Math.max(0, lastProgress + writeTimeoutNanos - now);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public long stagedEnd() {
        return group == null || quiet ? ledger.sent() : Math.max(ledger.sent(), batch.stagedEnd(ledger.buffer()));
    }

    @Override
    public void moveOver(Gap gap) {
        groupFrom = gap.moved(groupFrom);
        groupEnd = gap.moved(groupEnd);
    }

    @Override
    public void close(Closing how, long now) {
        try {
            endGroup();
        } finally {
            connection.close();
        }
    }
}
