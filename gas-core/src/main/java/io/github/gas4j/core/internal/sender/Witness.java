// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.Dial;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second connection to a collector, opened before the first one is half-closed. While it lives, so does the process
 * that reads the first one.
 *
 * <p>Confined to the sender's thread.
 */
final class Witness {
    /**
     * How long it must live before it is relied on, and after the end that it witnesses. A crash closes both at once.
     */
    static final long LIFE_NANOS = 50_000_000L;

    private final LongSupplier clock;
    private final long calledAt;
    private final Dial dial;
    private @Nullable Connection connection;
    private long connectedAt;
    private boolean talking;

    /** Begins to connect to the other end of a connection. Throws if that fails at once. */
    Witness(Dial.Settings dialing, Connection first, LongSupplier clock) throws IOException {
        this.clock = clock;
        calledAt = clock.getAsLong();
        dial = new Dial(dialing, first.remote(), calledAt);
    }

    /** Returns the time at which {@link #isReady} has to be called even if nothing happens. */
    long deadline() {
        return connection == null ? dial.deadline() : connectedAt + LIFE_NANOS;
    }

    /** Returns whether it is connected and has lived for a moment. Throws if that cannot be reached any more. */
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

    /** Returns whether the collector's host has taken the connection. */
    boolean isConnected() {
        return connection != null;
    }

    /**
     * Returns the nanoseconds from the beginning of the TCP connect until the sender saw that it had succeeded: never
     * less than a round trip.
     */
    long connectNanos() {
        return connectedAt - calledAt;
    }

    /**
     * Reads what the collector has sent. Returns whether neither an end nor a reset was among it; true until the
     * witness is connected.
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

    /** Returns whether {@link #isAlive} left bytes unread, behind which an end may lie. */
    boolean isTalking() {
        return talking;
    }

    /** Returns the connection, for the caller to write to. Called only once connected. */
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
