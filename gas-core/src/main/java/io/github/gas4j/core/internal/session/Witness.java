// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.net.AddressAttempt;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.ConnectionParts;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A second connection to the address of a first one that still stands. A rotation assumes that one process holds both, so
 * that a crash of this process ends both. A replacement goes on over it.
 *
 * <p>Confined to the sender's thread.
 */
final class Witness {
    /**
     * How long a witness must live before it is relied on, and how long it must outlive the end that it witnesses. A
     * crash closes both connections at once.
     */
    static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier clock;
    private final long calledAt;
    private final AddressAttempt attempt;
    private @Nullable Connection connection;
    /** When the host had taken the connection. */
    private long answeredAt;
    /** When the connection was ready. */
    private long connectedAt;
    /** What was left when the connection was last read; {@code ENDED} also stands for a reset. */
    private Connection.Incoming incoming = Connection.Incoming.NOTHING;

    /** Begins to connect to the other end of a connection. Throws if that fails at once. */
    Witness(ConnectionParts connections, Connection first, LongSupplier clock) throws IOException {
        this.clock = clock;
        calledAt = clock.getAsLong();
        attempt = new AddressAttempt(connections, first.remote(), calledAt);
    }

    /** Goes on with connecting, then reads. Throws if the witness was refused, not answered or closed. */
    void connect(long now) throws IOException {
        if (connection == null) {
            boolean waits = !attempt.isConnected();
            connection = attempt.poll(now);
            connectedAt = clock.getAsLong();
            answeredAt = waits ? connectedAt : answeredAt;
        }
        read();
        if (!isAlive()) {
            throw new EOFException("the collector closed a second connection at once");
        }
    }

    /** Returns whether a failed witness was refused or closed, rather than not answered. */
    static boolean isRefusal(IOException failure) {
        return failure instanceof ConnectException || failure instanceof EOFException;
    }

    /** Reads what the collector has sent, if the witness is connected. */
    void read() {
        if (connection != null && isAlive()) {
            try {
                incoming = connection.receive();
            } catch (IOException reset) {
                incoming = Connection.Incoming.ENDED;
            }
        }
    }

    /** Returns the time at which {@link #connect} has to be called even if nothing happens. */
    long deadline() {
        return connection == null ? attempt.deadline() : connectedAt + LIFE_NANOS;
    }

    /** Returns whether the collector's host has taken the connection. */
    boolean isConnected() {
        return connection != null;
    }

    /** Returns whether the witness has lived long enough to be relied on. */
    boolean isReady(long now) {
        return connection != null && isAlive() && now - connectedAt >= LIFE_NANOS;
    }

    /** Returns whether the last read found neither an end nor a reset. */
    boolean isAlive() {
        return incoming != Connection.Incoming.ENDED;
    }

    /** Returns whether the last read left bytes, behind which an end may lie. */
    boolean isTalking() {
        return incoming == Connection.Incoming.MORE;
    }

    /**
     * Returns the nanoseconds from the beginning of the TCP connect until the sender saw that it had succeeded: never
     * less than a round trip.
     */
    long connectNanos() {
        return answeredAt - calledAt;
    }

    /** Returns the connection, for the caller to write to. Called only once it is connected. */
    Connection connection() {
        return Objects.requireNonNull(connection);
    }

    void close() {
        attempt.abort(); // which closes the connection as well
    }
}
