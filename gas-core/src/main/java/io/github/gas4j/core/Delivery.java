// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** When the client lets go of an event that it has written. */
public enum Delivery {
    /** As soon as the socket has taken its last byte; what kernels hold when a collector dies is lost. */
    NONE,
    /**
     * Later: the last {@code replayWindow} bytes stay in the buffer until they are {@code replayMaxAge} old and the
     * collector's system has acknowledged them, and are written again on the next connection unless the end of this one
     * proves that they were read. An event may arrive twice.
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
