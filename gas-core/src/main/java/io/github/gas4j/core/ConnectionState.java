// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** The states of a client; the legal moves are drawn in the package's documentation. */
public enum ConnectionState {
    /** Created, but not started. */
    NEW,
    /** Resolving the destination's name or opening a connection. */
    CONNECTING,
    /** A connection is open. */
    CONNECTED,
    /** Waiting before the next attempt, or for something to send if the collector ends idle connections. */
    BACKING_OFF,
    /** Closed for good. */
    CLOSED
}
