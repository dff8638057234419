// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import java.util.concurrent.TimeUnit;

/**
 * Computes for how long a connection is silent before the sender ends its side of it. This is longer than a round
 * trip, so that an end that the collector sends at the same time is seen first.
 */
public final class QuietTime {
    /** Least quiet time. On a fast network, a thread may wait longer for a processor than a round trip takes. */
    public static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * Longest quiet time. A connect that takes a second has lost its SYN and sent it again, so its duration says little
     * about the round trip. Moreover, {@code stop()} has only two seconds for a proof.
     */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private QuietTime() {}

    /** Returns the quiet time for a TCP connect that took {@code connectNanos}, which is at least a round trip. */
    public static long nanos(long connectNanos) {
        return Math.min(MOST_NANOS, Math.max(2 * connectNanos, LEAST_NANOS));
    }
}
