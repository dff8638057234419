// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * When frames were written for the first time; a replay starts no new age. The age runs on a clock of its own that stands
 * still while a write is incomplete, because then the collector is behind and what was written may still lie in kernels,
 * and while there is no connection.
 *
 * <p>Confined to the sender's thread; outlives the connections.
 */
final class FirstWrites {
    /** Marks that the greatest age is divided into. */
    private static final int MARKS_PER_AGE = 64;

    private final Marks marks = new Marks(0);
    private long maxAgeNanos;
    private long clock;
    private long lastTick;

    FirstWrites(long maxAgeNanos) {
        keepFor(maxAgeNanos);
    }

    /** Changes the greatest age; what was noted before keeps its age. */
    void keepFor(long nanos) {
        maxAgeNanos = nanos;
        marks.spacing(nanos / MARKS_PER_AGE);
    }

    /** A connection begins: the clock runs from now on. */
    void begin(long now) {
        lastTick = now;
    }

    /** Moves the clock on; {@code complete} tells whether all that was staged had been written since the last call. */
    void tick(long now, boolean complete) {
        if (complete) {
            clock += now - lastTick;
        }
        lastTick = now;
    }

    /** Everything below a position has been written; what was below an earlier position keeps its age. */
    void wrote(long position) {
        marks.add(position, clock);
    }

    /** Returns the position below which everything was first written the greatest age ago, or {@code none}. */
    long expired(long none) {
        return marks.lastStampedBy(clock - maxAgeNanos, none);
    }

    /** Returns the nanoseconds until {@link #expired} answers with a later position, or {@code Long.MAX_VALUE}. */
    long nanosUntilExpired() {
        long next = marks.firstStampAfter(clock - maxAgeNanos, Long.MAX_VALUE);
        return next == Long.MAX_VALUE ? next : next + maxAgeNanos - clock;
    }

    /** Forgets what has left the buffer. */
    void released(long position) {
        marks.removeBelow(position);
    }
}
