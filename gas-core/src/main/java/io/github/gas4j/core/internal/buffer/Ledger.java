// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows how far the frames of the buffer have come, and is the only one that frees them. Two positions move through the
 * buffer behind the producers' tail:
 *
 * <pre>
 *     freed   │  sent, not yet released  │       unsent       │    free
 *   ──────────┴──────────────────────────┴────────────────────┴───────────
 *          released                     sent                 tail
 * </pre>
 *
 * A frame below {@code sent} has been written whole to the live connection, or to one that a rotation is ending. When a connection is lost, {@link #rewind}
 * sets {@code sent} back to {@code released}, and the frames between the two are written again: that is all of replay.
 * {@code touched} remembers the position below which some byte of each frame went to an earlier connection, so that writing
 * again is counted and a drop is reported as one that may have arrived.
 *
 * <p>Frames leave in order, as delivered by {@link #release(long)} or as dropped by {@link #drop}. {@link #takeOut} drops
 * frames from behind others that stay.
 *
 * <p>Confined to the sender's thread.
 */
public final class Ledger {
    /** How long {@link #abandon} waits for producers that are copying. */
    private static final long COMMIT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long a pause in that wait is. */
    private static final long COMMIT_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Counters counters;
    private final Records.Aborts countAborted = this::countAborted;
    private final Remainder remainder;
    private final Walk walk;
    private FrameBuffer buffer;
    private long sent;
    private long writtenOnce;
    private long touched;
    /** Events below {@code sent} since the start, without those that were taken out. */
    private long sentEvents;
    /** Events below {@code released} since the start, without those that were taken out. */
    private long freedEvents;
    /** The end of the frames that were last dropped from the front. */
    private long droppedEnd;

    public Ledger(FrameBuffer buffer, Counters counters) {
        this.buffer = buffer;
        this.counters = counters;
        remainder = new Remainder(buffer);
        walk = new Walk(counters);
        sent = buffer.released();
        writtenOnce = sent;
        touched = sent;
    }

    /** Keeps frames with another keeper from now on, before they are dropped. */
    public void keepWith(Keeper keeper) {
        walk.keepWith(keeper);
    }

    public FrameBuffer buffer() {
        return buffer;
    }

    /** Switches to another buffer, which holds the same frames at the same positions. */
    void moveTo(FrameBuffer other) {
        FrameBuffer old = buffer;
        buffer = other;
        remainder.begin(other, 0); // or it would keep the memory of the old buffer
        old.records().takeAborted(countAborted);
    }

    /** Switches to an empty buffer at the end of the client, after {@link #abandon}, so that the memory can be collected. */
    public void end(FrameBuffer none) {
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

    /** Returns the count of events at the position {@link #sent}, to be passed to {@link #release(long, long)} with it. */
    public long sentEvents() {
        return sentEvents;
    }

    /** Returns how many events are going to be written again. */
    public long eventsToReplay() {
        return events(sent, touched);
    }

    /** Returns whether a frame that ends at this position has left the buffer as delivered. */
    public boolean isDelivered(long frameEnd) {
        return frameEnd <= released() && frameEnd > droppedEnd;
    }

    /** Counts the frames below {@code to} as written whole to the present connection. */
    public void written(long to) {
        written(to, events(sent, to));
    }

    /** The same for a caller that knows the number of events, because walking over them would double the sender's work. */
    public void written(long to, long events) {
        counters.write(events, events(sent, Math.min(to, touched)));
        sentEvents += events;
        sent = to;
        writtenOnce = Math.max(writtenOnce, to);
    }

    /**
     * Counts frames that were written to a connection of a search. They stay unsent, because they are written again.
     *
     * @param to the end of the last frame that was written whole
     * @param wireEnd the end of the last frame of which any byte has gone
     */
    public void writtenApart(long from, long to, long wireEnd) {
        long begin = Math.max(from, released()); // frames may have been dropped meanwhile
        counters.writeApart(events(begin, to), events(begin, Math.min(to, touched)));
        touched = Math.max(touched, wireEnd);
    }

    /**
     * Makes everything that is not released unsent, because the connection was lost.
     *
     * @param wireEnd the end of the last frame of which any byte has gone to the connection
     */
    public void rewind(long wireEnd) {
        if (wireEnd > sent && sent < touched) {
            counters.replayInPart(); // which may be enough for the receiver
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
     * Frees written frames as delivered, without walking over them.
     *
     * @param to a position that {@link #sent} has returned since the last {@link #rewind}
     * @param events what {@link #sentEvents} returned then
     */
    public void release(long to, long events) {
        if (to > released()) {
            counters.release(events - freedEvents);
            free(to, events - freedEvents);
        }
    }

    /** Frees as delivered the frames that end at or below a position, as far as they are committed. */
    public void release(long to) {
        walkOver(released(), to);
        if (walk.end() > released()) {
            counters.release(walk.events());
            free(walk.end(), walk.events());
        }
    }

    /** Drops the frames that end at or below a position, as far as they are committed. */
    public void drop(long to, DropReason reason) {
        walkOver(released(), to);
        if (walk.end() > released()) {
            walk.drop(buffer, touchedEnd(), reason);
            droppedEnd = walk.end();
            free(walk.end(), walk.events());
        }
    }

    /**
     * Drops unsent frames from behind others. The others stay and move up, so that the room is free at once.
     *
     * @param from where the first of them begins, not below {@link #sent}
     * @param to where they end at most; a frame that is not committed or ends above this position stays
     * @return by how much the others have moved, for everything that remembers positions
     */
    public Gap takeOut(long from, long to, DropReason reason) {
        walkOver(from, to);
        if (walk.end() == from) {
            return Gap.NONE;
        }
        Gap gap = new Gap(from, walk.end() - from); // before anything is changed, because memory may be short
        walk.drop(buffer, touchedEnd(), reason);
        counters.freeUnsent(walk.events());
        buffer.moveUp(released(), from, gap.bytes());
        buffer.release(released() + gap.bytes());
        sent = gap.moved(sent);
        writtenOnce = gap.moved(writtenOnce);
        touched = gap.moved(touched);
        return gap;
    }

    /** Drops one unsent frame, of which no byte is on its way. Its room stays taken until the frames before it have left. */
    public void strike(long frame, DropReason reason) {
        int header = buffer.header(frame);
        walkOver(frame, frame + Records.recordBytesOf(header));
        walk.drop(buffer, touchedEnd(), reason);
        buffer.records().pad(frame, header);
        counters.freeUnsent(walk.events());
    }

    /** Turns aborted records into padding, and counts the events of all new padding as dropped. */
    public void dropAborted() {
        buffer.records().takeAborted(countAborted);
    }

    private void countAborted(long events, long appended, long bytes) {
        counters.drop(DropReason.ENCODING_FAILED, appended, bytes, 0);
        counters.refuse(DropReason.ENCODING_FAILED, events - appended, 0);
        counters.freeUnsent(appended);
    }

    /**
     * Keeps what can be kept of what is left at the end of the client, and counts the rest as {@link DropReason#SHUTDOWN},
     * including records that were never committed. Waits a moment for producers that are copying. The buffer is sealed, so
     * frames may stay where they are.
     */
    public void abandon() {
        Remainder left = remainder;
        left.begin(buffer, touchedEnd());
        long until = System.nanoTime() + COMMIT_WAIT_NANOS;
        while (!left.walk(until, false) && System.nanoTime() - until < 0) {
            dropAborted();
            LockSupport.parkNanos(COMMIT_PAUSE_NANOS);
        }
        if (walk.keeps()) {
            drop(buffer.tail(), DropReason.SHUTDOWN);
            left.begin(buffer, touchedEnd());
        }
        // under the lock, or a record that becomes padding meanwhile would be counted neither as aborted nor as left
        synchronized (buffer.records()) {
            dropAborted();
            left.walk(System.nanoTime() + COMMIT_WAIT_NANOS / 2, true);
            long counted = counters.held();
            long events = left.events(counted);
            if (events > 0) {
                counters.drop(DropReason.SHUTDOWN, events, left.bytes(), left.mayHaveArrived(events));
            }
            counters.free(counted);
            counters.rewind();
        }
    }

    /** Returns the position below which some byte of each frame has gone to a connection. */
    private long touchedEnd() {
        return Math.max(sent, touched);
    }

    private void walkOver(long from, long to) {
        walk.over(buffer, from, to, touchedEnd());
    }

    private void free(long to, long events) {
        counters.free(events);
        freedEvents += events;
        buffer.release(to);
        if (to > sent) {
            sentIsReleased();
        }
    }

    private void sentIsReleased() {
        sent = released();
        sentEvents = freedEvents;
        counters.rewind();
    }

    private long events(long from, long to) {
        long events = 0;
        for (long at = from; at < to; ) {
            int header = buffer.header(at);
            events += Records.eventsOf(header);
            at += Records.recordBytesOf(header);
        }
        return events;
    }
}
