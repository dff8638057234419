// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Decides how the sender waits. After work it waits for 1, 2, 4 and 8 ms, and no producer has to wake it; waking it would cost
 * a producer about 8 µs. Only after these four waits without work it sleeps until the next event wakes it.
 *
 * <p>Confined to the sender's thread.
 */
public final class IdleStrategy {
    private static final long SHORTEST_WAIT_MILLIS = 1;
    private static final long LONGEST_WAIT_MILLIS = 8;

    /** Waits for news of sockets, at most so many nanoseconds. Returns at once for 0 or less. */
    @FunctionalInterface
    interface News {
        void await(long nanos) throws IOException;
    }

    private final News news;
    private final Doorbell doorbell;
    private long waitMillis = SHORTEST_WAIT_MILLIS;

    public IdleStrategy(News news, Doorbell doorbell) {
        this.news = news;
        this.doorbell = doorbell;
    }

    /** Begins with the shortest wait again, because there was work. */
    void reset() {
        waitMillis = SHORTEST_WAIT_MILLIS;
    }

    /** Waits for the next of the four times, or sleeps after the last one; at most so many nanoseconds. */
    void idle(long nanos, long wakeAbove, FrameBuffer buffer) throws IOException {
        if (waitMillis <= LONGEST_WAIT_MILLIS) {
            news.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(waitMillis)));
            waitMillis *= 2;
        } else {
            sleep(nanos, wakeAbove, buffer);
        }
    }

    /** Sleeps until the tail passes a position, a socket has news, another thread rings, or the time is over. */
    public void sleep(long nanos, long wakeAbove, FrameBuffer buffer) throws IOException {
        if (doorbell.arm(wakeAbove, buffer)) {
            news.await(nanos);
            doorbell.disarm();
        } else {
            news.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1))); // the next record may still be being copied
        }
    }
}
