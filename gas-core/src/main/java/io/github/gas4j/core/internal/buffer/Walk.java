// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;

/**
 * Sums up committed frames between two positions, and counts them as dropped. Reused, because memory may be short when
 * frames are dropped.
 *
 * <p>Confined to the sender's thread.
 */
final class Walk {
    private final Counters counters;
    private Keeper keeper = Keeper.NONE;

    private long begin;
    private long end;
    private long events;
    private long bytes;
    private long mayHaveArrived;

    Walk(Counters counters) {
        this.counters = counters;
    }

    /** Keeps frames with another keeper from now on, before they are dropped. */
    void keepWith(Keeper other) {
        keeper = other;
    }

    /** Returns whether there is a keeper. */
    boolean keeps() {
        return keeper != Keeper.NONE;
    }

    /** Returns the end of the last frame that was summed up, or where the walk began. */
    long end() {
        return end;
    }

    long events() {
        return events;
    }

    /**
     * Sums up the committed frames from one position on that end at or below another.
     *
     * @param written the position below which some byte of each frame has gone to a connection
     */
    void over(FrameBuffer buffer, long from, long to, long written) {
        begin = from;
        end = from;
        events = 0;
        bytes = 0;
        mayHaveArrived = 0;
        while (end < to) {
            int header = buffer.header(end);
            long next = end + Records.recordBytesOf(header);
            if (header <= 0 || next > to) {
                break;
            }
            int event = Records.eventsOf(header);
            events += event;
            mayHaveArrived += end < written ? event : 0;
            bytes += Records.frameBytesOf(header);
            end = next;
        }
    }

    /** Keeps and counts the summed-up frames, which stay where they are: those kept, and those that cannot be. */
    void drop(FrameBuffer buffer, long written, DropReason reason) {
        if (events == 0) {
            return;
        }
        long to = end;
        long all = events;
        long kept = keeper.keep(buffer, begin, to, reason);
        if (kept == begin) {
            count(reason);
            return;
        }
        over(buffer, begin, kept, written);
        count(DropReason.DEAD_LETTER);
        over(buffer, kept, to, written);
        count(reason);
        events = all;
    }

    private void count(DropReason reason) {
        if (events > 0) {
            counters.drop(reason, events, bytes, mayHaveArrived);
        }
    }
}
