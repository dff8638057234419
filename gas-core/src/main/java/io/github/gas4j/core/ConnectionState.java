// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** The states of a client; the legal moves are drawn in the package's documentation. */
public enum ConnectionState {
    /** Made, not started. */
    NEW,
    /** Resolving the destination's name or opening a connection. */
    CONNECTING,
    /** A connection is open. */
    CONNECTED,
    /** Waiting before the next attempt, or for something to send if the collector ends idle connections. */
    BACKING_OFF,
    /** Closed for good. */
    CLOSED;

    boolean canBecome(ConnectionState next) {
        return switch (this) {
            case NEW -> next == CONNECTING || next == CLOSED;
            case CONNECTING -> next == CONNECTED || next == BACKING_OFF || next == CLOSED;
            case CONNECTED -> next == CONNECTING || next == BACKING_OFF || next == CLOSED;
            case BACKING_OFF -> next == CONNECTING || next == CLOSED;
            case CLOSED -> false;
        };
    }
}
