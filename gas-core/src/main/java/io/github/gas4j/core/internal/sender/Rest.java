// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How the sender waits. After work it rests 1, 2, 4, 8 ms, in which no producer needs to wake it (waking costs a caller
 * about 8 µs, resting next to nothing); only then it sleeps deeply, and the next event rings.
 *
 * <p>Confined to the sender's thread.
 */
public final class Rest {
    private static final long LONGEST_REST_MILLIS = 8;

    /** Waits for news of sockets, at most so many nanoseconds; ends at once for 0 or less. */
    @FunctionalInterface
    interface News {
        void await(long nanos) throws IOException;
    }

    private final News news;
    private final Doorbell doorbell;
    private long restMillis = 1;

    public Rest(News news, Doorbell doorbell) {
        this.news = news;
        this.doorbell = doorbell;
    }

    /** There was work: the next rest is a short one again. */
    void worked() {
        restMillis = 1;
    }

    /** Rests, or sleeps if it has rested long enough without work; at most so long. */
    void restOrSleep(long nanos, long wakeAbove, FrameBuffer buffer) throws IOException {
        if (restMillis <= LONGEST_REST_MILLIS) {
            news.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(restMillis)));
            restMillis *= 2;
        } else {
            sleep(nanos, wakeAbove, buffer);
        }
    }

    /** Sleeps until the tail passes a position, a socket has news, someone rings or the time is over. */
    public void sleep(long nanos, long wakeAbove, FrameBuffer buffer) throws IOException {
        if (doorbell.arm(wakeAbove, buffer)) {
            news.await(nanos);
            doorbell.disarm();
        } else {
            news.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }
}
