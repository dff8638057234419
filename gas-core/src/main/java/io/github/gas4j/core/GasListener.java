// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Hears what happens to a client. All methods are called on the client's own thread (on the closing one, if the client was
 * never started), never under a lock, and must return quickly: nothing is sent meanwhile. What they throw is ignored.
 */
public interface GasListener {

    /**
     * The connection changed its state.
     *
     * @param from the state before
     * @param to the state now
     */
    default void stateChanged(ConnectionState from, ConnectionState to) {}

    /**
     * Events were dropped; drops of one reason are summed up for a second, or until an outage or the client ends.
     *
     * @param report how many, why and when
     */
    default void dropped(DropReport report) {}

    /**
     * A line for the operator about trouble: when an outage begins, about once a minute while it or a storm of drops
     * lasts.
     *
     * @param message one line
     */
    default void warned(String message) {}

    /**
     * A line for the operator about trouble that has ended: there is a connection again.
     *
     * @param message one line
     */
    default void informed(String message) {}
}
