// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import java.util.concurrent.TimeUnit;

/**
 * How long nothing is written before our own end of a connection, so that an end of the collector's that crosses ours is
 * seen: longer than a round trip.
 */
public final class QuietTime {
    /** The least. On a fast network, a thread may wait longer for a processor than a round trip takes. */
    public static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * The longest. A connect that takes a second has lost its SYN and sent it again, so it says little about the round
     * trip, and {@code stop()} has only two seconds for a proof.
     */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private QuietTime() {}

    /** Returns the quiet time for a TCP connect that took {@code connectNanos}, which is at least a round trip. */
    public static long nanos(long connectNanos) {
        return Math.min(MOST_NANOS, Math.max(2 * connectNanos, LEAST_NANOS));
    }
}
