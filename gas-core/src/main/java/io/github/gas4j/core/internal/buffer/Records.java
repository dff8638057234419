// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * The records of one ring, and the protocol by which a record goes from a producer to the consumer.
 *
 * <p>A record holds one frame. It begins at a multiple of four bytes with a header, an int in native byte order:
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *   |                            header                             |
 *   +---------------------------------------------------------------+
 *   |                            frame                             ...
 *  ...                                           +-----------------+
 *   |                                            | 0 to 3 unused   |
 *   +--------------------------------------------+-----------------+
 * </pre>
 *
 * The header tells the state of the record; n is the length of header and frame together, without the unused bytes:
 *
 * <pre>
 *   header       state
 *   0            free, or claimed: a scan ends here, because the length is not known
 *   -n           being copied: the length is announced, so that a scan can step over the record
 *   n            committed: the frame is whole, and the consumer may read it
 *   PADDING | n  padding: the record was aborted or its event was dropped, and nothing of it is sent
 *
 *           claim           begin                commit
 *     free ───────▶ claimed ───────▶ being copied ───────▶ committed
 *      ▲               │ abort            │ abort              │
 *      │               └────▶ aborted ◀───┘                    │
 *      │                         │ padAborted                  │
 *      │                         ▼             pad             │
 *      │                      padding ◀────────────────────────┤
 *      │ release                 │                             │
 *      └─────────────────────────┴─────────────────────────────┘
 * </pre>
 *
 * <p>A producer that fails between claim and commit aborts its record, because the consumer would wait at it for ever. This
 * takes two steps. The producer may have failed because its stack is at its end, where it cannot be trusted to call the method
 * that stores a header, only to store numbers into fields. So {@link #append} puts the record on a list and leaves the header
 * as it is. The next producer or the consumer, whichever comes first, turns the record into padding.
 *
 * <p>Thread-safe. A record belongs to the producer that claimed it until the release store of its header, in {@link #commit}
 * or after an abort in {@link #padAborted}, publishes it to the consumer. The list is guarded by {@code this}; the volatile
 * store of {@link #abortedCount} tells threads without the lock that there is something in it.
 */
public final class Records {
    public static final int HEADER_BYTES = 4;

    /** Records begin at multiples of this. */
    static final int ALIGNMENT = 4;
    /** The flag of a padding record in its header; above every length. */
    static final int PADDING = 1 << 30;
    /** The result of {@link #append} if it aborted the record. The sender counts the event as dropped. */
    static final long FAILED = -4;

    /** Numbers for each record in {@link #aborted}. */
    static final int NUMBERS = 3;
    /** Capacity of the list of aborted records. A producer that finds it full turns them into padding itself. */
    private static final int MOST_ABORTED = 32;

    /**
     * The aborted records: position, bytes of the frame, and 1 if the event was counted as appended. A producer stores into
     * it without a call.
     */
    final long[] aborted = new long[MOST_ABORTED * NUMBERS];
    /** Numbers in {@link #aborted}. */
    volatile int abortedCount;

    final Counters counters;
    private final FrameBuffer ring;

    // What became padding since takeAborted was last called; guarded by this.
    private long paddedAppended;
    private long paddedBytes;
    /** Written under the lock and before {@link #abortedCount}; read without it to see whether there is anything to take. */
    private volatile long padded;

    Records(FrameBuffer ring, Counters counters) {
        this.ring = ring;
        this.counters = counters;
    }

    /** Counts events whose records were aborted. Must not fail. */
    @FunctionalInterface
    public interface Aborts {
        /**
         * Counts them.
         *
         * @param events all of them
         * @param appended those that {@link Counters#append} had counted
         * @param bytes of all frames
         */
        void count(long events, long appended, long bytes);
    }

    // ---- lengths and headers

    /** Returns how many bytes of the ring a frame takes, with its header and the unused bytes. */
    public static long recordBytes(long frameBytes) {
        return (HEADER_BYTES + frameBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Returns how many bytes of a record go on the wire, or -1 if it is neither committed nor padding. */
    public static int frameBytesOf(int header) {
        return header <= 0 ? -1 : (header & PADDING) != 0 ? 0 : header - HEADER_BYTES;
    }

    /** Returns how many events a committed record or a padding record stands for: 1 or 0. */
    public static int eventsOf(int header) {
        return (header & PADDING) != 0 ? 0 : 1;
    }

    /** Returns how many bytes of the ring a record takes. Its length must be known. */
    public static long recordBytesOf(int header) {
        return recordBytes((Math.abs(header) & ~PADDING) - HEADER_BYTES);
    }

    // ---- producers

    /**
     * Appends one event as one record.
     *
     * @param framer copies the frame
     * @param bytes hold the event, from {@code offset} to {@code end}
     * @param bodyBytes length of the event with its escapes
     * @param frameBytes length of the frame
     * @return the position after the record, or {@link FrameBuffer#FULL}, {@link FrameBuffer#SEALED} or {@link #FAILED}
     */
    long append(Framer framer, byte[] bytes, int offset, int end, int bodyBytes, int frameBytes) {
        long size = recordBytes(frameBytes);
        padAborted();
        // from the claim to the end of the commit nothing may fail outside of the try block
        long record = ring.claim(frameBytes);
        if (record < 0) {
            return record;
        }
        int counted = 0;
        try {
            // Counted before the commit, so that an event is counted when it is freed. Counted before the copy,
            // because an atomic addition waits until all earlier stores have left the processor's store buffer.
            counters.append();
            counted = 1;
            begin(record, frameBytes);
            framer.copy(ring, record + HEADER_BYTES, bytes, offset, end, bodyBytes);
            commit(record, frameBytes);
            return record + size;
        } catch (RuntimeException | Error failed) {
            synchronized (this) { // the abort: only stores, because the stack may be at its end
                if (abortedCount == aborted.length) {
                    padAborted(); // so many producers fail together for want of memory, not of stack
                }
                int count = abortedCount;
                aborted[count] = record;
                aborted[count + 1] = frameBytes;
                aborted[count + 2] = counted;
                abortedCount = count + NUMBERS;
            }
            return FAILED;
        }
    }

    /** Publishes the length of a claimed record that is about to be copied. */
    public void begin(long record, int frameBytes) {
        ring.header(record, -(HEADER_BYTES + frameBytes));
    }

    /** Publishes a record whose frame has been copied. */
    public void commit(long record, int frameBytes) {
        ring.header(record, HEADER_BYTES + frameBytes);
    }

    /**
     * Turns aborted records into padding. Producers and the consumer both call this. The lock makes sure that each record is
     * published once, because its room may be another record's right afterwards.
     */
    public void padAborted() {
        if (abortedCount == 0) {
            return;
        }
        synchronized (this) {
            for (int last = abortedCount - NUMBERS; last >= 0; last -= NUMBERS) {
                ring.header(aborted[last], PADDING | (HEADER_BYTES + (int) aborted[last + 1]));
                // only stores follow: if the call above fails for want of stack, the next caller tries again
                paddedBytes += aborted[last + 1];
                paddedAppended += aborted[last + 2];
                padded = padded + 1;
                abortedCount = last;
            }
        }
    }

    // ---- the consumer

    /** Turns a committed record into padding, because its event was dropped. Its room is freed with the records before it. */
    void pad(long record, int header) {
        ring.header(record, PADDING | header);
    }

    /** Turns aborted records into padding, and counts all that have become padding since the last call. */
    public void takeAborted(Aborts counting) {
        if (abortedCount == 0 && padded == 0) {
            return;
        }
        synchronized (this) {
            padAborted();
            counting.count(padded, paddedAppended, paddedBytes);
            padded = 0;
            paddedAppended = 0;
            paddedBytes = 0;
        }
    }
}
