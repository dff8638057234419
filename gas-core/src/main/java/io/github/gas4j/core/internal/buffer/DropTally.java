// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The drops for one reason: a total for the statistics, and those since the last {@link #take} for a report.
 *
 * <p>Thread-safe. Any thread calls {@link #refuse} and {@link #count}; only the sender calls {@link #drop} and
 * {@link #take}.
 */
final class DropTally {
    /** How long a reading of the wall clock serves, because a storm of drops must not pay for two clocks. */
    private static final long READ_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    // Events that never got into the buffer, counted by the threads that offered them.
    private final SharedCount refused = new SharedCount();
    private final SharedCount refusedBytes = new SharedCount();
    // Events that were in the buffer, counted by the sender.
    private final Count lost = new Count();
    private final Count lostBytes = new Count();
    private final Count mayHaveArrived = new Count();
    /** When the first drop since the last take was counted, in milliseconds since the epoch; 0 if there was none. */
    private final AtomicLong first = new AtomicLong();
    /** When the last drop was counted, in milliseconds since the epoch, or up to {@link #READ_EVERY_NANOS} earlier. */
    private volatile long last;
    /** The time of {@link System#nanoTime} of a drop at which {@link #last} was read from the clock. */
    private volatile long lastRead;

    // Confined to the sender.
    private long takenCount;
    private long takenBytes;
    private long takenMayHaveArrived;

    /**
     * Counts events that never got into the buffer. Throws only if it has counted nothing.
     *
     * @param nanoTime the present time of {@link System#nanoTime}
     * @return whether they are the first since the last take
     */
    boolean refuse(long events, long bytes, long nanoTime) {
        long now = present(nanoTime);
        if (bytes != 0) {
            refusedBytes.add(bytes);
        }
        refused.add(events);
        try {
            return isFirst(now);
        } catch (StackOverflowError ignored) {
            return false; // they are counted, so the caller must not count them again; the next drop is the first
        }
    }

    /**
     * Counts events that were in the buffer.
     *
     * @return whether they are the first since the last take
     */
    boolean drop(long events, long bytes, long ofThemWritten) {
        long now = present(System.nanoTime());
        lostBytes.add(bytes);
        mayHaveArrived.add(ofThemWritten);
        lost.add(events);
        return isFirst(now);
    }

    /** Returns how many events were dropped since the start. */
    long count() {
        return refusedCount() + lost.sum();
    }

    /** Returns how many of the dropped events never got into the buffer. */
    long refusedCount() {
        return refused.sum();
    }

    /**
     * Returns what was dropped since the last take, or null if nothing was. If there is too little memory for a report, it
     * throws, and nothing counts as taken.
     */
    @Nullable
    DropReport take(DropReason reason) {
        long since = first.getAndSet(0);
        try {
            long events = count() - takenCount;
            return events == 0 ? null : take(reason, events, since);
        } catch (OutOfMemoryError later) {
            first.compareAndSet(0, since);
            throw later;
        }
    }

    private DropReport take(DropReason reason, long events, long since) {
        long size = refusedBytes.sum() + lostBytes.sum() - takenBytes;
        long written = mayHaveArrived.sum() - takenMayHaveArrived;
        long until = last;
        Instant end = Instant.ofEpochMilli(until);
        Instant begin = since == 0 ? end : Instant.ofEpochMilli(Math.min(since, until));
        DropReport report = new DropReport(reason, events, size, begin, end, written);
        takenCount += events;
        takenBytes += size;
        takenMayHaveArrived += written;
        return report;
    }

    /** Returns the present time in milliseconds since the epoch, or one that was read less than a millisecond ago. */
    private long present(long nanoTime) {
        long read = lastRead; // read before last and stored after it, so that no thread takes an old time for a new one
        long now = last;
        if (now == 0 || nanoTime - read >= READ_EVERY_NANOS) {
            now = System.currentTimeMillis();
            last = now;
            lastRead = nanoTime;
        }
        return now;
    }

    /** Called after the count, so that a take in between either has seen the events or is followed by another. */
    private boolean isFirst(long now) {
        return first.get() == 0 && first.compareAndSet(0, now);
    }
}
