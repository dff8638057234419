// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** When a written event is released. */
public enum Delivery {
    /** As soon as the socket has taken its last byte. Bytes that kernels hold when a collector dies are lost. */
    NONE,
    /**
     * Once it is {@code replayMaxAge} old and the collector's system has acknowledged it, or more than
     * {@code replayWindow} bytes were written after it. Until then it stays in the buffer, and is written again on the
     * next connection unless the end of this one proves that it was read. An event may arrive twice.
     */
    REPLAY,
    /**
     * Once the collector has proven that it read the event: the client half-closes the connection every
     * {@code confirmInterval}, waits for the collector's own end of the stream, and sees that a second connection, opened
     * before, outlives it. This needs a direct connection. An event may arrive twice. A collector that cannot prove it is
     * treated as under {@link #REPLAY}, with a warning.
     */
    CONFIRMED
}
