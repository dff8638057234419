// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where each frame of the buffer stands: below {@code released} it is gone, below {@code sent} it has been written to the
 * present connection, below {@code touched} some byte of it had gone to an earlier one. Replay is nothing but setting
 * {@code sent} back to {@code released}. Frames leave in order by {@link #advance}, or by {@link #release} where it is known
 * how many they are, and by {@link #takeOut} from behind others that stay.
 *
 * <p>Confined to the sender's thread.
 */
public final class Ledger {
    /** How long the end waits for producers that are just copying, and how long a pause in it is. */
    private static final long COMMIT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long COMMIT_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Counters counters;
    private final FrameBuffer.Cancelled counting = this::countCancelled;
    private final Remainder remainder;
    private FrameBuffer buffer;
    private final Walk walk = new Walk();
    private long sent;
    private long writtenOnce;
    private long touched;
    /** Events below {@code sent} since the start, without those that were taken out. */
    private long sentEvents;
    /** Events below {@code released} since the start, without those that were taken out. */
    private long freedEvents;

    public Ledger(FrameBuffer buffer, Counters counters) {
        this.buffer = buffer;
        this.counters = counters;
        remainder = new Remainder(buffer);
        sent = buffer.released();
        writtenOnce = sent;
        touched = sent;
    }

    public FrameBuffer buffer() {
        return buffer;
    }

    /** Goes on with another buffer that holds the same frames at the same positions. */
    void moveTo(FrameBuffer other) {
        FrameBuffer old = buffer;
        buffer = other;
        old.takeCancelled(counting);
    }

    /** The same at the end, with nothing in it: what was left has been counted by {@link #abandon}. */
    public void letGo(FrameBuffer none) {
        buffer = none;
        remainder.begin(none, 0);
    }

    public long released() {
        return buffer.released();
    }

    public long sent() {
        return sent;
    }

    /** Returns the position below which each frame has been written whole, to the present connection or an earlier one. */
    public long writtenOnce() {
        return writtenOnce;
    }

    /** Returns the position below which some byte of each frame has gone to an earlier connection. */
    public long touched() {
        return touched;
    }

    public long unsentBytes() {
        return buffer.tail() - sent;
    }

    public boolean hasUnconfirmed() {
        return sent > buffer.released();
    }

    public long unconfirmedBytes() {
        return sent - buffer.released();
    }

    /** What {@link #release} wants to know of the position {@link #sent}. */
    public long sentEvents() {
        return sentEvents;
    }

    /** Counts the events that are going to be written again. */
    public long eventsToReplay() {
        return events(sent, touched);
    }

    /** Counts the frames up to {@code to} as wholly written to the present connection. */
    public void written(long to) {
        written(to, events(sent, to));
    }

    /** The same for a caller who knows how many events they are, for walking over them doubles the sender's work. */
    public void written(long to, long events) {
        counters.replayed.add(events(sent, Math.min(to, touched)));
        counters.written.add(events);
        counters.sent.add(events);
        sentEvents += events;
        sent = to;
        writtenOnce = Math.max(writtenOnce, to);
    }

    /**
     * The connection is lost: what is not released will be written again.
     *
     * @param wireEnd the end of the last frame of which any byte has gone to the connection
     */
    public void rewind(long wireEnd) {
        if (wireEnd > sent && sent < touched) {
            counters.replayed.increment(); // written again in part, which may be enough for the receiver
        }
        touched = Math.max(touched, Math.max(sent, wireEnd));
        sentIsReleased();
    }

    /** Returns the first frame boundary at or above a position, or the last one known below it. */
    public long boundaryFrom(long position) {
        long at = released();
        long tail = buffer.tail();
        while (at < position && at < tail && buffer.frameBytes(at) >= 0) {
            at = buffer.next(at);
        }
        return at;
    }

    /**
     * Frees written frames as delivered without looking at them.
     *
     * @param to a value that {@link #sent} has had since the last {@link #rewind}
     * @param events what {@link #sentEvents} was then
     */
    public void release(long to, long events) {
        if (to > released()) {
            counters.released.add(events - freedEvents);
            free(to, events - freedEvents);
        }
    }

    /**
     * Frees the frames that end at or below a position.
     *
     * @param to as far as frames are committed
     * @param reason why they are dropped, or null if they count as delivered
     */
    public void advance(long to, @Nullable DropReason reason) {
        walk.over(released(), to);
        if (walk.end == released()) {
            return;
        }
        if (reason == null) {
            counters.released.add(walk.events);
        } else {
            walk.drop(reason);
        }
        free(walk.end, walk.events);
    }

    /**
     * Drops unsent frames. Those that lie before them stay and move up, so that the room is free at once.
     *
     * @param from where the first of them begins, not below {@link #sent}
     * @param to as far as frames are committed; a frame that ends above it stays
     * @return by how much the others have moved, for all who have noted positions
     */
    public Gap takeOut(long from, long to, DropReason reason) {
        walk.over(from, to);
        if (walk.end == from) {
            return Gap.NONE;
        }
        Gap gap = new Gap(from, walk.end - from); // before anything is changed, because memory may be short
        walk.drop(reason);
        counters.sent.add(walk.events);
        counters.freed.add(walk.events);
        buffer.moveUp(released(), from, gap.bytes());
        buffer.release(released() + gap.bytes());
        sent = gap.moved(sent);
        writtenOnce = gap.moved(writtenOnce);
        touched = gap.moved(touched);
        return gap;
    }

    /**
     * Makes void what producers that failed have left open, and counts as dropped the events of all that has been made void
     * for this reason, by whomever.
     */
    public void cancelTorn() {
        buffer.takeCancelled(counting);
    }

    private void countCancelled(long events, long appended, long bytes) {
        counters.drop(DropReason.ENCODING_FAILED, appended, bytes, 0);
        counters.refuse(DropReason.ENCODING_FAILED, events - appended, 0);
        counters.sent.add(appended);
        counters.freed.add(appended);
    }

    /**
     * Counts what is left at the end as {@link DropReason#SHUTDOWN}, frames included that no one ever committed. Waits a
     * moment for producers that are just copying. The frames stay where they are, because no one claims their room again.
     */
    public void abandon() {
        FrameBuffer ring = buffer;
        Remainder left = remainder;
        left.begin(ring, Math.max(sent, touched));
        long until = System.nanoTime() + COMMIT_WAIT_NANOS;
        while (!left.walk(until, false) && System.nanoTime() - until < 0) {
            cancelTorn();
            LockSupport.parkNanos(COMMIT_PAUSE_NANOS);
        }
        synchronized (ring) { // else what is cancelled meanwhile would be counted neither as torn nor as left
            cancelTorn();
            left.walk(System.nanoTime() + COMMIT_WAIT_NANOS / 2, true);
            long counted = counters.appended.sum() - counters.freed.sum();
            long events = left.events(counted);
            if (events > 0) {
                counters.drop(DropReason.SHUTDOWN, events, left.bytes(), left.mayHaveArrived(events));
            }
            counters.freed.add(counted);
            counters.sent.add(counters.freed.sum() - counters.sent.sum());
        }
    }

    private void free(long to, long events) {
        counters.freed.add(events);
        freedEvents += events;
        buffer.release(to);
        if (to > sent) {
            sentIsReleased();
        }
    }

    private void sentIsReleased() {
        sent = released();
        sentEvents = freedEvents;
        counters.sent.add(counters.freed.sum() - counters.sent.sum());
    }

    private long events(long from, long to) {
        long events = 0;
        for (long at = from; at < to; ) {
            int header = buffer.header(at);
            events += FrameBuffer.eventsOf(header);
            at += FrameBuffer.recordBytesOf(header);
        }
        return events;
    }

    /** What lies between two positions. Reused, because memory may be short when frames are dropped. */
    private final class Walk {
        private long end;
        private long events;
        private long bytes;
        private long mayHaveArrived;

        /** Adds up the committed frames from one position on that end at or below another. */
        void over(long from, long to) {
            end = from;
            events = 0;
            bytes = 0;
            mayHaveArrived = 0;
            long written = Math.max(sent, touched);
            while (end < to) {
                int header = buffer.header(end);
                long next = end + FrameBuffer.recordBytesOf(header);
                if (header <= 0 || next > to) {
                    break;
                }
                int event = FrameBuffer.eventsOf(header);
                events += event;
                mayHaveArrived += end < written ? event : 0;
                bytes += FrameBuffer.frameBytesOf(header);
                end = next;
            }
        }

        void drop(DropReason reason) {
            if (events > 0) {
                counters.drop(reason, events, bytes, mayHaveArrived);
            }
        }
    }
}
