// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * Remembers when the tail of the buffer last moved, for the flush at JVM exit. The sender looks at the tail in each of its
 * cycles, so that producers need not read a clock.
 *
 * <p>Thread-safe: only the sender writes, any thread reads. The sender stores {@code movedAt} before {@code tail}, so a thread
 * that sees a tail sees a time that is not older.
 */
final class TailWatch {
    private volatile long movedAt;
    private volatile long tail;

    /** Notes whether the tail has moved. Called by the sender in each cycle. */
    void tick(long now, long newTail) {
        if (newTail != tail) {
            movedAt = now;
            tail = newTail;
        }
    }

    /** Returns whether the tail has moved within a time. A move that the sender has not seen yet counts as one just now. */
    boolean hasMovedWithin(long nanos, long now, long presentTail) {
        long seen = tail;
        return presentTail != seen || (seen > 0 && now - movedAt < nanos);
    }
}
