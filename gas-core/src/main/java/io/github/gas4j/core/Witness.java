// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second connection to a collector, opened before the first one is half-closed: as long as it lives, the process that
 * read the first one lives.
 *
 * <p>Confined to the sender's thread.
 */
final class Witness {
    /** How long it must live before it is relied on, and after what it is to witness: a crash closes both at once. */
    static final long LIFE_NANOS = 50_000_000L;

    private final LongSupplier clock;
    private final long calledAt;
    private final Dial dial;
    private @Nullable Connection connection;
    private long connectedAt;
    private boolean talking;

    /** Calls a witness to the other end of a connection; throws if that fails at once. */
    Witness(Dial.Settings dialing, Connection first, LongSupplier clock) throws IOException {
        this.clock = clock;
        calledAt = clock.getAsLong();
        dial = new Dial(dialing, first.remote(), calledAt);
    }

    /** When {@link #isReady} has to be called even if nothing happens. */
    long deadline() {
        return connection == null ? dial.deadline() : connectedAt + LIFE_NANOS;
    }

    /** Whether it is connected, and still there after a moment; throws if it will not be. */
    boolean isReady(long now) throws IOException {
        if (connection == null) {
            connection = dial.poll(now);
            connectedAt = clock.getAsLong();
        }
        if (!isAlive()) {
            throw new EOFException("the collector closed a second connection at once");
        }
        return connection != null && now - connectedAt >= LIFE_NANOS;
    }

    /** Whether the collector's host has taken the connection. */
    boolean isConnected() {
        return connection != null;
    }

    /**
     * Returns how long the TCP connect took, from the call to the moment at which the sender saw that it was over: never
     * less than a round trip.
     */
    long connectNanos() {
        return connectedAt - calledAt;
    }

    /**
     * Returns whether the collector has neither ended nor reset it, as far as its bytes have been read; true until it is
     * connected.
     */
    boolean isAlive() {
        try {
            Connection.Incoming incoming = connection == null ? Connection.Incoming.NOTHING : connection.receive();
            talking = incoming == Connection.Incoming.MORE;
            return incoming != Connection.Incoming.ENDED;
        } catch (IOException lost) {
            return false;
        }
    }

    /** Returns whether {@link #isAlive} left bytes unread, so that an end may lie behind them. */
    boolean isTalking() {
        return talking;
    }

    /** The connection, to be written to from now on; asked only when ready. */
    Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("the witness is not ready");
        }
        return connection;
    }

    void close() {
        dial.abort();
        if (connection != null) {
            connection.close();
        }
    }
}
