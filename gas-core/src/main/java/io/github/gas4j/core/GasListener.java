// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receives a client's events. All methods are called on the client's own thread or, if that never ran or has ended
 * unasked, on the thread that closes the client. They are called without a lock and must return quickly, because nothing
 * is sent meanwhile. What they throw is ignored.
 */
public interface GasListener {

    /**
     * Called when the connection has changed its state.
     *
     * @param from the state before
     * @param to the state now
     */
    default void stateChanged(ConnectionState from, ConnectionState to) {}

    /**
     * Called when events were dropped. A report sums up the drops of one reason within a second, or until an outage or
     * the client ends.
     *
     * @param report how many, why and when
     */
    default void dropped(DropReport report) {}

    /**
     * Called, unless {@code reportDrops} is off, when the stream itself is to report drops: within seconds after an outage
     * or a storm in which something was dropped, and at most once a minute while a storm lasts. Returns the event that does,
     * encoded as events of the application are. It is framed, buffered, sent and counted like any other. The client sends it
     * while much of its buffer is free. If it is too large, it is not sent.
     *
     * @param message the report in words
     * @param values the same for machines, in this order: {@code gas.destination}, {@code gas.dropped.total},
     *     {@code gas.dropped.} with each reason in lower case, {@code gas.first} and {@code gas.last} (as in ISO 8601, in
     *     UTC), and {@code gas.mayHaveArrived} unless that is 0. Numbers are of type {@link Long}, everything else is a
     *     {@link String}.
     * @return the event, or null for none; not to be changed afterwards
     */
    default byte @Nullable [] reportOf(String message, Map<String, Object> values) {
        return null;
    }

    /**
     * Called with one line for the operator about trouble: when an outage begins, and about once a minute while the
     * outage or a storm of drops lasts.
     *
     * @param message one line
     */
    default void warned(String message) {}

    /**
     * Called instead of {@link #warned} with a line that somebody must see, even where nobody reads warnings: in an outage with
     * the first one that tells of a loss or that the outage has lasted a minute, ten in a row and then once in six minutes at
     * most; without an outage once an hour at most; and if the client's thread has ended unasked.
     * What an option asks for, like {@code shedLevel}, is no loss. Unless overridden, passes the message to {@link #warned}.
     *
     * @param message one line
     */
    default void alarmed(String message) {
        warned(message);
    }

    /**
     * Called when a defect of the client itself has been caught, and not more often than once a minute. The client goes
     * on. Unless overridden, passes the message to {@link #warned} and discards the stack trace.
     *
     * @param message one line
     * @param cause the defect with its stack trace
     */
    default void failed(String message, Throwable cause) {
        warned(message);
    }

    /**
     * Called once when an outage ends, with a one-line summary for the operator.
     *
     * @param message one line
     */
    default void informed(String message) {}
}
