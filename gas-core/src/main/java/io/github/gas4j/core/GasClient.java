// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Skeleton of the client's contract. */
public final class GasClient {
    /** Makes a client with a buffer of its own; throws GasConfigException if direct memory does not suffice. */
    public GasClient(String name, GasConfig config, GasListener listener, ThreadFactory threads) {
        throw new UnsupportedOperationException();
    }

    /** Starts the sender thread; no I/O. */
    public void start() {}

    /** Asked before encoding: false means the event was counted as shed and must not be offered. */
    public boolean admits(int severity) {
        return true;
    }

    /** Takes an event (unframed bytes; the client frames and copies them) or drops and counts it. */
    public boolean offer(byte[] bytes, int offset, int length) {
        return true;
    }

    /** Twin of the other; consumes the buffer's remaining bytes. */
    public boolean offer(ByteBuffer bytes) {
        return true;
    }

    /** Counts an event as offered and dropped, for failures of the adapter's own (ENCODING_FAILED). */
    public void countDrop(DropReason reason) {}

    /** Snapshot. */
    public GasStats stats() {
        return new GasStats(ConnectionState.NEW, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "");
    }

    /** Applies other options to the running client, keeping everything buffered. */
    public void reconfigure(GasConfig next) {}

    /** Seals, drains, closes within the timeout; true = everything offered has left. Final. Idempotent. */
    public boolean close(Duration timeout) {
        return true;
    }
}
