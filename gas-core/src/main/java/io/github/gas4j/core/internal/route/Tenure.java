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

    /** Longest pause before another return, unless {@code failback} is longer. */
    private static final long LONGEST_FAILBACK_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final double JITTER = 0.1;

    private final long failbackNanos;
    private final long ageNanos;
    private final DoubleSupplier random;

    /** What {@code failback} is now: it doubles with each return in a row that was in vain. */
    private long failbackPause;

    private long since;
    private long failbackSince;
    private long failbackAfter = NEVER;
    private long ageSince;
    private long ageAfter = NEVER;

    Tenure(DestinationOptions options, DoubleSupplier random) {
        failbackNanos = options.failback().toNanos();
        failbackPause = failbackNanos;
        ageNanos = options.maxConnectionAge().toNanos();
        this.random = random;
    }

    /** Called when there is a connection. */
    void begin(boolean hasEarlier, long now) {
        since = now;
        failbackSince = now;
        failbackAfter = hasEarlier && failbackNanos > 0 ? failbackPause : NEVER;
        ageSince = now;
        ageAfter = ageNanos == 0 ? NEVER : Math.max(0, jittered() - Successor.LIFE_NANOS);
    }

    boolean isFailbackDue(long now) {
        return now - failbackSince >= failbackAfter;
    }

    boolean isTooOld(long now) {
        return now - ageSince >= ageAfter;
    }

    /** Goes on with the times of another one, whose connection stays. */
    void resume(Tenure earlier) {
        since = earlier.since;
        failbackSince = earlier.failbackSince;
        ageSince = earlier.ageSince;
    }

    /** Called when no earlier destination could be reached. */
    void postponeFailback(long now) {
        failbackSince = now;
    }

    /** Called when no younger connection could be had. */
    void postponeAge(long now) {
        ageSince = now;
        ageAfter = Math.max(LEAST_PAUSE_NANOS, ageNanos / 10);
    }

    /** Called when the connection over which a client had returned has ended. It was in vain if it ended early. */
    void endReturn(long now) {
        boolean early = now - since < failbackNanos;
        failbackPause =
                early ? Math.max(failbackNanos, Math.min(2 * failbackPause, LONGEST_FAILBACK_NANOS)) : failbackNanos;
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
