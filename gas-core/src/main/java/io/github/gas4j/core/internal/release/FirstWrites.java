// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Gap;

/**
 * Records when frames were written for the first time. A replay does not make a frame younger. The clock of this class
 * stands still while there is no connection. It also stands still while a write is incomplete, because the collector is
 * behind then, and written bytes may still be in the buffers of kernels. With another collector, which has got nothing yet,
 * everything begins anew.
 *
 * <p>Confined to the sender's thread. Outlives the connections.
 */
public final class FirstWrites {
    /** Number of marks that the greatest age is divided into. */
    private static final int MARKS_PER_AGE = 64;

    private final Marks marks = new Marks(0);
    /** Frames below it had gone to a collector before, and perhaps never to the present one. */
    private long elsewhereEnd = -1;

    private long maxAgeNanos;
    private long clock;
    private long lastTick;

    public FirstWrites(long maxAgeNanos) {
        keepFor(maxAgeNanos);
    }

    /** Changes the greatest age. Frames noted before keep the time of their first write. */
    public void keepFor(long nanos) {
        maxAgeNanos = nanos;
        marks.spacing(nanos / MARKS_PER_AGE);
    }

    /** Begins anew with another collector. Some byte of each frame below {@code touched} had gone to one before. */
    public void restart(long touched) {
        marks.clear();
        elsewhereEnd = touched;
    }

    /** Returns the position below which some byte of each frame had gone to the present collector, as far as is known. */
    public long touchedHere(long touched) {
        return touched > elsewhereEnd ? touched : 0;
    }

    /** Starts the clock. Called when a connection begins. */
    void begin(long now) {
        lastTick = now;
    }

    /** Advances the clock if {@code complete}, that is, if all staged bytes have been written. */
    void tick(long now, boolean complete) {
        if (complete) {
            clock += now - lastTick;
        }
        lastTick = now;
    }

    /** Notes that everything below a position has been written. Frames below an earlier position keep their age. */
    void wrote(long position) {
        marks.add(position, clock);
    }

    /** Returns the position below which every frame has reached the greatest age, or {@code none}. */
    long expired(long none) {
        return marks.lastStampedBy(clock - maxAgeNanos, none);
    }

    /** Returns the nanoseconds until {@link #expired} returns a later position, or {@code Long.MAX_VALUE}. */
    long nanosUntilExpired() {
        long next = marks.firstStampAfter(clock - maxAgeNanos, Long.MAX_VALUE);
        return next == Long.MAX_VALUE ? next : next + maxAgeNanos - clock;
    }

    /** Adapts the positions after frames were taken out. */
    public void moveOver(Gap gap) {
        marks.moveOver(gap);
        elsewhereEnd = gap.moved(elsewhereEnd);
    }

    /** Forgets frames that have left the buffer. */
    void released(long position) {
        marks.removeBelow(position);
    }
}
