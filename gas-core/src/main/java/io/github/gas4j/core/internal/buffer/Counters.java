// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Thread-safe; producers add to {@link #appended} and to what is refused, the sender to all but
 * {@link #appended}. What the sender counts needs no memory, so that an error between two counts cannot part them.
 */
public final class Counters {
    /** Events that found room in the buffer, also if their producers failed while they copied. */
    public final LongAdder appended = new LongAdder();

    private final Map<DropReason, DropTally> drops = new EnumMap<>(DropReason.class);

    /** Events below the sender's sent position since the start, and those that were taken out above it. */
    public final Count sent = new Count();
    /** Events below the released position since the start, however they ended, and those taken out above it. */
    public final Count freed = new Count();

    public final Count released = new Count();
    public final Count written = new Count();
    public final Count replayed = new Count();
    public final Count connections = new Count();
    public final Count failedAttempts = new Count();
    public final Count defects = new Count();

    /** Events that had been appended and were dropped, for whatever reason. */
    public final Count lost = new Count();

    public volatile String lastError = "";
    /** What {@link LayoutCheck} has found, until the sender reports it; empty if nothing. */
    public volatile String contradiction = "";

    public Counters() {
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new DropTally());
        }
    }

    /** Set when the first drop since the last take is counted; reset by the sender before it takes. */
    public volatile boolean dropsPending;

    /** Events that reached the client; a sum, for each adder costs a caller some nanoseconds. */
    public long offered() {
        long offered = appended.sum();
        for (DropTally tally : drops.values()) {
            offered += tally.refused.sum();
        }
        return offered;
    }

    public DropTally drops(DropReason reason) {
        return Objects.requireNonNull(drops.get(reason));
    }

    /**
     * Counts events that are dropped without having been counted as appended: one addition makes them both offered and
     * dropped, for a producer at the end of its stack may not come to a second one. Throws only if it has counted nothing.
     * Returns true if the sender should hear of them, for they are the first ones to report.
     */
    public boolean refuse(DropReason reason, long events, long bytes) {
        boolean first = drops(reason).refuse(events, bytes);
        if (first) {
            dropsPending = true; // without a call, which might fail after the count
        }
        return first;
    }

    /** Counts drops of events that had been appended; returns the same. Called by the sender; allocates nothing. */
    boolean drop(DropReason reason, long events, long bytes, long mayHaveArrived) {
        boolean first = drops(reason).drop(events, bytes, mayHaveArrived);
        lost.add(events);
        return isToBeReported(first);
    }

    private boolean isToBeReported(boolean first) {
        if (first) {
            dropsPending = true;
        }
        return first;
    }

    /** Drops of one reason: a total for the statistics, and what has come since the last {@link #take} for reports. */
    public static final class DropTally {
        private final SharedCount refused = new SharedCount();
        private final SharedCount refusedBytes = new SharedCount();
        private final Count lost = new Count();
        private final Count lostBytes = new Count();
        private final Count mayHaveArrived = new Count();
        /** Milliseconds since the epoch of the first drop since the last take; 0 if there was none. */
        private final AtomicLong first = new AtomicLong();

        private volatile long last;
        private long takenCount;
        private long takenBytes;
        private long takenMayHaveArrived;

        private boolean refuse(long events, long bytes) {
            long now = present();
            refusedBytes.add(bytes);
            refused.add(events);
            try {
                return isFirst(now);
            } catch (StackOverflowError ignored) {
                return false; // they are counted, which the caller must not do again; the next drop is the first
            }
        }

        private boolean drop(long events, long bytes, long ofThemWritten) {
            long now = present();
            lostBytes.add(bytes);
            mayHaveArrived.add(ofThemWritten);
            lost.add(events);
            return isFirst(now);
        }

        private long present() {
            long now = System.currentTimeMillis();
            if (last != now) {
                last = now;
            }
            return now;
        }

        /** Called after counting: who takes in between has counted the events, or will hear of them. */
        private boolean isFirst(long now) {
            return first.get() == 0 && first.compareAndSet(0, now);
        }

        public long count() {
            return refused.sum() + lost.sum();
        }

        /**
         * Returns what was dropped since the sender last asked, or null if nothing was. Without memory it throws, and
         * nothing counts as taken.
         */
        @Nullable
        public DropReport take(DropReason reason) {
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
    }
}
