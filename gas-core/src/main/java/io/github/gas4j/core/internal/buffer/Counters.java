// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens to events and connections, with a method for each occurrence. An event is counted once when it is
 * appended or refused, and once when it leaves the buffer.
 *
 * <p>Thread-safe. Application threads count what they append or refuse; the sender, or the thread that ends the client
 * after it, counts everything else. No count of the sender fails for want of memory, so an error cannot come between
 * two counts that belong together.
 */
public final class Counters {
    private static final DropReason[] REASONS = DropReason.values();

    /** Events that were put into the buffer, including those whose producers failed while they copied. */
    private final LongAdder appended = new LongAdder();

    private final Map<DropReason, DropTally> drops = new EnumMap<>(DropReason.class);

    /** Events below the sent position since the start, and those that were taken out above it. */
    private final Count sent = new Count();
    /** Events below the released position since the start, and those that were taken out above it. */
    private final Count freed = new Count();

    private final Count released = new Count();
    private final Count written = new Count();
    private final Count replayed = new Count();
    /** Events that were in the buffer and were dropped, for whatever reason. */
    private final Count lost = new Count();

    private final Count connections = new Count();
    private final Count failedAttempts = new Count();
    private final Count defects = new Count();

    private volatile String lastError = "";
    private volatile String contradiction = "";
    /** Set by the first drop since the last report; reset by the sender before it takes the drops. */
    private volatile boolean dropsPending;

    public Counters() {
        for (DropReason reason : REASONS) {
            drops.put(reason, new DropTally());
        }
    }

    // ---- application threads

    /** Counts an event that is put into the buffer. */
    public void append() {
        appended.increment();
    }

    /** Counts events that are dropped without having been appended, as the method that takes the time does. */
    public boolean refuse(DropReason reason, long events, long bytes) {
        return refuse(reason, events, bytes, System.nanoTime());
    }

    /**
     * Counts events that are dropped without having been appended. One addition makes them both offered and dropped, because
     * a producer at the end of its stack may not come to a second one. Throws only if it has counted nothing.
     *
     * @param now the present time of {@link System#nanoTime}
     * @return whether they are the first drop to report, so that the sender should be woken
     */
    boolean refuse(DropReason reason, long events, long bytes, long now) {
        boolean first = tally(reason).refuse(events, bytes, now);
        if (first) {
            dropsPending = true; // without a call, which might fail after the count
        }
        return first;
    }

    /** Notes how layout and framing contradict each other, for the sender to report. */
    public void contradiction(String found) {
        contradiction = found;
    }

    // ---- the sender, for events

    /**
     * Counts events that were written whole.
     *
     * @param again those of them of which some bytes had gone to an earlier connection
     */
    void write(long events, long again) {
        replayed.add(again);
        written.add(events);
        sent.add(events);
    }

    /**
     * Counts events that were written whole but are to be written again. They stay unsent.
     *
     * @param again those of them of which some bytes had gone to an earlier connection
     */
    void writeApart(long events, long again) {
        replayed.add(again);
        written.add(events);
    }

    /** Counts an event that was written again in part before the connection was lost. */
    void replayInPart() {
        replayed.increment();
    }

    /** Counts all events in the buffer as unsent, because the connection was lost or everything written has been freed. */
    void rewind() {
        sent.add(freed.sum() - sent.sum());
    }

    /** Counts events that leave the buffer as delivered. {@link #free} follows. */
    void release(long events) {
        released.add(events);
    }

    /**
     * Counts drops of events that were in the buffer. {@link #free} or {@link #freeUnsent} follows.
     *
     * @return whether they are the first drop to report
     */
    boolean drop(DropReason reason, long events, long bytes, long mayHaveArrived) {
        boolean first = tally(reason).drop(events, bytes, mayHaveArrived);
        lost.add(events);
        if (first) {
            dropsPending = true;
        }
        return first;
    }

    /** Counts events that leave the buffer at its released end. */
    void free(long events) {
        freed.add(events);
    }

    /** Counts unsent events that leave the buffer from behind others. */
    void freeUnsent(long events) {
        sent.add(events);
        freed.add(events);
    }

    // ---- the sender, for connections and reports

    public void connect() {
        connections.increment();
    }

    /**
     * Notes a failure and counts the attempts that failed with it: none if the connection had proven itself. The cause is
     * stored first, because a thread that waits for the count then asks for the cause.
     */
    public void fail(String cause, long attempts) {
        lastError = cause;
        failedAttempts.add(attempts);
    }

    public void findDefect() {
        defects.increment();
    }

    public void lastError(String cause) {
        lastError = cause;
    }

    /** Returns how layout and framing contradict each other, or an empty text if they do not. */
    public String contradiction() {
        return contradiction;
    }

    public boolean hasUnreportedDrops() {
        return dropsPending;
    }

    /** Called before {@link #takeDrops}. Drops that are counted from now on are reported by the next report at the latest. */
    public void beginReport() {
        dropsPending = false;
    }

    /**
     * Returns the drops for a reason since the last call, or null if there were none. If there is too little memory for a
     * report, it throws, and the next call returns them.
     */
    public @Nullable DropReport takeDrops(DropReason reason) {
        try {
            return tally(reason).take(reason);
        } catch (OutOfMemoryError later) {
            dropsPending = true;
            throw later;
        }
    }

    // ---- any thread

    /** Returns how many events are in the buffer, written or not. */
    public long held() {
        long left = freed.sum(); // read first, so that the difference is never negative
        return appended.sum() - left;
    }

    /** Returns how many events left the buffer as delivered. */
    public long released() {
        return released.sum();
    }

    /** Returns how many events were dropped out of the buffer. */
    public long lost() {
        return lost.sum();
    }

    public long connections() {
        return connections.sum();
    }

    public long failedAttempts() {
        return failedAttempts.sum();
    }

    public long defects() {
        return defects.sum();
    }

    /** Returns all values as they are now. */
    public CounterSnapshot snapshot() {
        long left = freed.sum(); // what is counted last is read first, so that no difference is negative
        long passed = sent.sum();
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        long refused = 0;
        for (DropReason reason : REASONS) {
            DropTally tally = tally(reason);
            refused += tally.refusedCount();
            dropped.put(reason, tally.count());
        }
        long accepted = appended.sum();
        return new CounterSnapshot(
                accepted + refused,
                accepted,
                passed,
                left,
                written.sum(),
                released.sum(),
                replayed.sum(),
                lost.sum(),
                dropped,
                connections.sum(),
                failedAttempts.sum(),
                defects.sum(),
                lastError);
    }

    private DropTally tally(DropReason reason) {
        return Objects.requireNonNull(drops.get(reason));
    }
}
