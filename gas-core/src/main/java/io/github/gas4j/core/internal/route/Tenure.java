// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.internal.config.DestinationOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Tells when another connection is to take over from the present one: when a client may return to an earlier destination,
 * and when a connection is too old. The age differs from connection to connection by a tenth, so that the connections of
 * many clients do not end together.
 *
 * <p>Confined to the sender's thread.
 */
final class Tenure {
    private static final long NEVER = Long.MAX_VALUE;
    /** Least time between two attempts to replace a connection that is too old. */
    private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final double JITTER = 0.1;

    private final long failbackNanos;
    private final long ageNanos;
    private final DoubleSupplier random;

    private long failbackSince;
    private long failbackAfter = NEVER;
    private long ageSince;
    private long ageAfter = NEVER;

    Tenure(DestinationOptions options, DoubleSupplier random) {
        failbackNanos = options.failback().toNanos();
        ageNanos = options.maxConnectionAge().toNanos();
        this.random = random;
    }

    /** Called when there is a connection. */
    void begin(boolean hasEarlier, long now) {
        failbackSince = now;
        failbackAfter = hasEarlier && failbackNanos > 0 ? failbackNanos : NEVER;
        ageSince = now;
        ageAfter = ageNanos == 0 ? NEVER : Math.max(0, jittered() - Successor.LIFE_NANOS);
    }

    boolean isFailbackDue(long now) {
        return now - failbackSince >= failbackAfter;
    }

    boolean isTooOld(long now) {
        return now - ageSince >= ageAfter;
    }

    /** Called when no other connection could be had. */
    void postpone(long now) {
        if (isFailbackDue(now)) {
            failbackSince = now;
        }
        if (isTooOld(now)) {
            ageSince = now;
            ageAfter = Math.max(LEAST_PAUSE_NANOS, ageNanos / 10);
        }
    }

    /** Returns the nanoseconds until a connection has to be sought. */
    long nanosUntilDue(long now) {
        return Math.min(left(failbackSince, failbackAfter, now), left(ageSince, ageAfter, now));
    }

    private static long left(long since, long after, long now) {
        return after == NEVER ? NEVER : Math.max(0, after - (now - since));
    }

    private long jittered() {
        return (long) (ageNanos * (1 - JITTER + 2 * JITTER * random.getAsDouble()));
    }
}
