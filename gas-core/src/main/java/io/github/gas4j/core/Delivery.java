// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** When the client lets go of an event that it has written. */
public enum Delivery {
    /** As soon as the socket has taken its last byte; what kernels hold when a collector dies is lost. */
    NONE,
    /**
     * Later: the last {@code replayWindow} bytes not older than {@code replayMaxAge} stay in the buffer and are written
     * again on the next connection, so that an event may arrive twice.
     */
    REPLAY,
    /**
     * Once the collector has proven that it read the event: the client half-closes the connection every
     * {@code confirmInterval}, waits for the collector's own end of the stream, and sees that a second connection, opened
     * before, outlives it. Needs a direct connection; an event may arrive
     * twice. A collector that cannot prove it is treated as under {@link #REPLAY}, with a warning.
     */
    CONFIRMED
}
