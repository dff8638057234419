// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * A walk over what is left in a sealed buffer at the end of its client. The time that it may take is too short for the
 * events of a very large buffer. Then the counters have to tell how many are left, and what the walk has not seen may
 * have arrived unless it lies behind everything written.
 *
 * <p>Confined to the thread that ends the client. Allocates nothing.
 */
final class Remainder {
    /** Records between two looks at the clock. */
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
     * Begins at the released position.
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
     * Goes on until a time of {@link System#nanoTime}, or to the first record that is not committed.
     *
     * @param overOpen whether to count a record that is being copied and go on behind it
     * @return whether everything has been counted
     */
    boolean walk(long until, boolean overOpen) {
        long tail = ring.tail();
        do {
            for (int i = 0; i < STRIDE && at < tail; i++) {
                int header = ring.header(at);
                if (header == 0 || (header < 0 && !overOpen)) {
                    return false;
                }
                int event = header < 0 ? 1 : FrameBuffer.eventsOf(header);
                events += event;
                mayHaveArrived += at < writtenEnd ? event : 0;
                bytes += Math.max(0, FrameBuffer.frameBytesOf(header));
                at += FrameBuffer.recordBytesOf(header);
            }
        } while (at < tail && System.nanoTime() - until < 0);
        return at >= tail;
    }

    /** Returns how many events are left, if the counters tell of {@code counted}. */
    long events(long counted) {
        // the producer of a record without a length may not have counted it yet
        boolean hidden = at < ring.tail() && ring.header(at) == 0;
        return Math.max(counted, events + (hidden ? 1 : 0));
    }

    /** Returns the bytes of their frames. What the walk has not seen counts with headers and padding. */
    long bytes() {
        return bytes + ring.tail() - at;
    }

    /** Returns how many of so many events may have arrived. */
    long mayHaveArrived(long left) {
        return at < writtenEnd ? mayHaveArrived + left - events : mayHaveArrived;
    }
}
