// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Gap;
import java.util.concurrent.TimeUnit;

/**
 * Records when events came into the buffer, as the sender sees it in its cycles, so that producers need not read a clock. It
 * tells since when the oldest event above a position has been there, to a tenth of a second or, if the buffer holds the events
 * of more than half a minute, to a hundredth of that time. No event looks older than it is.
 *
 * <p>A sender that sleeps sees nothing. So the first event after a pause wakes it, and while events keep coming it wakes by
 * itself, because waking it costs a producer time.
 *
 * <p>Confined to the sender's thread. Outlives the connections.
 */
public final class Arrivals {
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** With fewer marks than this, there is room for marks that are half as far apart. */
    private static final int FEW_MARKS = Marks.CAPACITY / 4;

    private final Marks marks = new Marks(LEAST_SPACING_NANOS);
    private long spacing = LEAST_SPACING_NANOS;
    private long tail;
    /** Whether events came between the last two ticks. */
    private boolean coming;

    /** Notes what has come. Called in each cycle. */
    public void tick(long now, long newTail, long released) {
        coming = newTail != tail;
        tail = newTail;
        marks.removeBelow(released);
        if (marks.size() == Marks.CAPACITY) {
            marks.thin();
            space(spacing * 2);
        } else if (marks.size() < FEW_MARKS && spacing > LEAST_SPACING_NANOS) {
            space(spacing / 2);
        }
        if (newTail > released) {
            marks.add(newTail, now);
        }
    }

    private void space(long nanos) {
        spacing = nanos;
        marks.spacing(nanos);
    }

    /** Returns since when the oldest event above a position has been in the buffer, or {@code none} if there is no such event. */
    public long since(long position, long none) {
        return marks.firstStampAbove(position, none);
    }

    /** Adapts the positions after frames were taken out. */
    public void moveOver(Gap gap) {
        marks.moveOver(gap);
    }

    /** Returns the longest time until the next {@link #tick}, unless the tail passes {@link #wakeAbove} before. */
    public long nanosUntilDue() {
        return coming ? spacing : Long.MAX_VALUE;
    }

    /** Returns the tail above which {@link #tick} has to be called. */
    public long wakeAbove() {
        return coming ? Doorbell.NEVER : tail;
    }
}
