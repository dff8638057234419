// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * Tells when the buffer's tail last moved, for the flush at JVM exit. The sender looks in each of its cycles, so that
 * producers need not note any time.
 *
 * <p>Written by the sender alone; any thread may ask. The volatile store of {@code tail} publishes {@code movedAt}.
 */
final class TailWatch {
    private long movedAt;
    private volatile long tail;

    /** Called in each cycle. */
    void tick(long now, long newTail) {
        if (newTail != tail) {
            movedAt = now;
            tail = newTail;
        }
    }

    /** Returns whether the tail has moved within a time. A move that the sender has not seen yet may have been just now. */
    boolean hasMovedWithin(long nanos, long now, long presentTail) {
        long seen = tail;
        return presentTail != seen || (seen > 0 && now - movedAt < nanos);
    }
}
