// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * Sums up the events that are left in a sealed buffer at the end of the client, by walking over the records. The time for
 * the walk is bounded and may be too short for a very large buffer. In that case the counters tell how many events are
 * left. If the walk stops below the written end, all events that it has not reached count as possibly arrived.
 *
 * <p>Confined to the thread that ends the client. Allocates nothing.
 */
final class Remainder {
    /** How many records the walk passes between two looks at the clock. */
    private static final int STRIDE = 4_096;

    private FrameBuffer ring;
    private long writtenEnd;
    private long at;
    private long events;
    private long bytes;
    private long mayHaveArrived;

    Remainder(FrameBuffer ring) {
        this.ring = ring;
    }

    /**
     * Starts a walk at the released position.
     *
     * @param written the position below which some byte of each frame was written to a connection
     */
    void begin(FrameBuffer left, long written) {
        ring = left;
        writtenEnd = written;
        at = left.released();
        events = 0;
        bytes = 0;
        mayHaveArrived = 0;
    }

    /**
     * Continues the walk until a time of {@link System#nanoTime}, or to the first record that is not committed.
     *
     * @param overOpen whether to count records that are being copied and to continue behind them
     * @return whether the walk has reached the tail
     */
    boolean walk(long until, boolean overOpen) {
        long tail = ring.tail();
        do {
            for (int i = 0; i < STRIDE && at < tail; i++) {
                int header = ring.header(at);
                if (header == 0 || (header < 0 && !overOpen)) {
                    return false;
                }
                int event = header < 0 ? 1 : Records.eventsOf(header);
                events += event;
                mayHaveArrived += at < writtenEnd ? event : 0;
                bytes += Math.max(0, Records.frameBytesOf(header));
                at += Records.recordBytesOf(header);
            }
        } while (at < tail && System.nanoTime() - until < 0);
        return at >= tail;
    }

    /** Returns how many events are left, of which the counters know {@code counted}. */
    long events(long counted) {
        // the producer of a record without a length may not have counted it yet
        boolean hidden = at < ring.tail() && ring.header(at) == 0;
        return Math.max(counted, events + (hidden ? 1 : 0));
    }

    /** Returns the bytes of their frames. Records that the walk has not reached count with headers and unused bytes. */
    long bytes() {
        return bytes + ring.tail() - at;
    }

    /** Returns how many of the events may have arrived; {@code left} is the result of {@link #events}. */
    long mayHaveArrived(long left) {
        return at < writtenEnd ? mayHaveArrived + left - events : mayHaveArrived;
    }
}
