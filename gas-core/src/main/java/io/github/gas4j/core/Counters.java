// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Thread-safe; producers add to {@link #appended} and to what is refused, the sender to all but
 * {@link #appended}.
 */
final class Counters {
    /** Events that found room in the buffer, also if their producers failed while they copied. */
    final LongAdder appended = new LongAdder();

    private final Map<DropReason, DropTally> drops = new EnumMap<>(DropReason.class);

    /** Events below the sender's sent position since the start, and those above that were dropped where they lay. */
    final LongAdder sent = new LongAdder();
    /** Events below the released position since the start, however they ended, and those dropped where they lay. */
    final LongAdder freed = new LongAdder();

    final LongAdder released = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder replayed = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder failedAttempts = new LongAdder();

    volatile String lastError = "";

    Counters() {
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new DropTally());
        }
    }

    /** Set when the first drop since the last take is counted; reset by the sender before it takes. */
    volatile boolean dropsPending;

    /** Events that reached the client; a sum, for each adder costs a caller some nanoseconds. */
    long offered() {
        long offered = appended.sum();
        for (DropTally tally : drops.values()) {
            offered += tally.refused.sum();
        }
        return offered;
    }

    DropTally drops(DropReason reason) {
        return Objects.requireNonNull(drops.get(reason));
    }

    /**
     * Counts events that are dropped without having been counted as appended: one addition makes them both offered and
     * dropped, for a producer at the end of its stack may not come to a second one. Returns true if the sender should hear
     * of them, for they are the first ones to report.
     */
    boolean refuse(DropReason reason, long events, long bytes) {
        DropTally tally = drops(reason);
        return isToBeReported(tally.add(tally.refused, events, bytes, 0));
    }

    /** Counts drops of events that had been appended; returns the same. */
    boolean drop(DropReason reason, long events, long bytes, long mayHaveArrived) {
        DropTally tally = drops(reason);
        return isToBeReported(tally.add(tally.lost, events, bytes, mayHaveArrived));
    }

    private boolean isToBeReported(boolean first) {
        if (first) {
            dropsPending = true;
        }
        return first;
    }

    /** Drops of one reason: a total for the statistics, and what has come since the last {@link #take} for reports. */
    static final class DropTally {
        private final LongAdder refused = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder mayHaveArrived = new LongAdder();
        /** Milliseconds since the epoch of the first drop since the last take; 0 if there was none. */
        private final AtomicLong first = new AtomicLong();

        private volatile long last;
        private long takenCount;
        private long takenBytes;
        private long takenMayHaveArrived;

        private boolean add(LongAdder count, long events, long eventBytes, long ofThemWritten) {
            long now = System.currentTimeMillis();
            bytes.add(eventBytes);
            mayHaveArrived.add(ofThemWritten);
            if (last != now) {
                last = now;
            }
            count.add(events); // before the first is noted: who takes in between has counted it, or will hear of it
            return first.get() == 0 && first.compareAndSet(0, now);
        }

        long count() {
            return refused.sum() + lost.sum();
        }

        /** The sender's: what was dropped since it last asked, or null if nothing was. */
        @Nullable
        DropReport take(DropReason reason) {
            long since = first.getAndSet(0);
            long events = count() - takenCount;
            if (events == 0) {
                return null;
            }
            takenCount += events;
            long size = bytes.sum() - takenBytes;
            takenBytes += size;
            long written = mayHaveArrived.sum() - takenMayHaveArrived;
            takenMayHaveArrived += written;
            long until = last;
            Instant end = Instant.ofEpochMilli(until);
            Instant begin = since == 0 ? end : Instant.ofEpochMilli(Math.min(since, until));
            return new DropReport(reason, events, size, begin, end, written);
        }
    }
}
