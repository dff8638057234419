// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.internal.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection that is to take over from one that works. It stands before the other one is told to end, so that a
 * destination that cannot be reached costs nothing. Nothing is written to it until then, and one that its collector ends
 * is given up.
 *
 * <p>Confined to the sender's thread.
 */
final class Successor {
    /** How long a connection must live before another one is ended for it. Who accepts and closes does that earlier. */
    static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private @Nullable Pass pass;
    private @Nullable Connection connection;
    private long since;

    /** Begins to connect to the first target in this order that can be reached. */
    void begin(List<Target> order, long now) {
        pass = new Pass(order, now);
    }

    boolean isWanted() {
        return pass != null;
    }

    /**
     * Does what can be done now.
     *
     * @return whether the connection can be relied on
     * @throws IOException if there is no such connection, and none under way any more
     */
    boolean poll(long now) throws IOException {
        try {
            if (connection == null) {
                connection = Objects.requireNonNull(pass).poll(now);
                since = now;
            }
            if (connection == null) {
                return false;
            }
            requireLife(connection);
            return now - since >= LIFE_NANOS;
        } catch (IOException | RuntimeException | Error failed) {
            abort();
            throw failed;
        }
    }

    /** Returns the nanoseconds until {@link #poll} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        if (connection != null) {
            return Math.max(0, since + LIFE_NANOS - now);
        }
        return pass == null ? Long.MAX_VALUE : Math.max(0, pass.deadline(now) - now);
    }

    /** Reads what the collector sends while the other connection ends. Gives up if it is its end. */
    void watch() {
        try {
            if (connection != null) {
                requireLife(connection);
            }
        } catch (IOException ended) {
            abort();
        }
    }

    /** Hands the connection over if there is one that still lives. Otherwise gives up, and returns null. */
    @Nullable
    Handover take() {
        Connection ready = connection;
        Target target = pass == null ? null : pass.winner();
        if (ready == null || target == null) {
            abort();
            return null;
        }
        connection = null;
        pass = null;
        try {
            requireLife(ready);
            return new Handover(target, ready);
        } catch (IOException ended) {
            ready.close(); // the next attempt is then made as always
            return null;
        } catch (RuntimeException | Error failed) {
            ready.close();
            throw failed;
        }
    }

    /** Gives up. */
    void abort() {
        if (pass != null) {
            pass.abort();
            pass = null;
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private static void requireLife(Connection standing) throws IOException {
        if (standing.receive() == Connection.Incoming.ENDED) {
            throw new EOFException("the collector closed the connection");
        }
    }

    /** A connection that takes over, and where it leads. */
    record Handover(Target target, Connection connection) {}
}
