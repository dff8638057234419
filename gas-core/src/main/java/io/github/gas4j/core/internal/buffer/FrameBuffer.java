// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One ring of bytes that holds frames between the producers' tail and the position the consumer has released.
 *
 * <p>A record is a header of four bytes and a frame, padded to four bytes; it may wrap at the ring's end, so no room is
 * ever wasted. The header is the record's unpadded length: 0 while the room is free, negative from its begin until the
 * frame is copied, positive from then on, with a flag if the record is void and nothing of it is to be sent. Positions
 * count bytes and only grow; a position modulo the capacity is an index.
 *
 * <p>Threads: any number of producers claim by a CAS on {@code tail} and own their record until its header's release
 * store publishes it to the consumer. A producer that fails hands its record over under this object's lock, and whoever
 * comes next, with the same lock, publishes it as void. One consumer moves {@code released}: it zeroes the room before that
 * position's release store publishes it to the producers. Until then published records are the consumer's alone, so it may
 * move them too. What has been sent is its own business.
 */
public final class FrameBuffer {
    /** {@link #claim} found no room. */
    public static final long FULL = -1;
    /** {@link #claim} came after {@link #seal}. */
    static final long SEALED = -2;

    public static final int HEADER_BYTES = 4;

    private static final int ALIGNMENT = 4;
    static final int VOID = 1 << 30;
    private static final VarHandle HEADER = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    /** So many producers can fail at the same time without one having to cancel the others' records. */
    private static final int MOST_TORN = 32;
    /** Of each record in {@link #torn}. */
    public static final int TORN_NUMBERS = 3;
    /** Small enough to stay in the fastest cache. */
    private static final byte[] ZEROS = new byte[1 << 12];

    /** Set in {@code tail} by {@link #seal}: no claim succeeds from then on. */
    private static final long SEAL = Long.MIN_VALUE;

    // Each position has a cache line of its own, so that the consumer's stores do not slow down the producers.
    private static final int TAIL = 16;
    private static final int RELEASED = 32;
    /** A value that {@code released} once had: producers look at the real one only when this leaves no room. */
    private static final int RELEASED_CACHE = 48;

    private final ByteBuffer ring;
    private final long capacity;
    private final Modulo modulo;
    private final AtomicLongArray positions = new AtomicLongArray(64);
    final Counters counters;

    /**
     * Records whose producers failed between claim and commit, to be cancelled by somebody else: position, the frame's
     * length, and 1 if it has been counted; guarded by this. Stores are all that a producer at the end of its stack can be
     * trusted with, hence no method.
     */
    public final long[] torn = new long[MOST_TORN * TORN_NUMBERS];
    /** Numbers in {@link #torn}; written under the lock, read without it to see whether there is anything to do. */
    public volatile int tornCount;
    // What was cancelled and not taken yet; guarded by this.
    private long cancelledAppended;
    private long cancelledBytes;
    /** Written under the lock and before {@link #tornCount}, read without it to see whether there is anything to take. */
    private volatile long cancelled;

    /** Allocates a ring that counts for itself. */
    public FrameBuffer(long capacityBytes) {
        this(capacityBytes, new Counters());
    }

    /** Allocates the ring in direct memory. */
    public FrameBuffer(long capacityBytes, Counters counters) {
        this.counters = counters;
        capacity = capacityFor(capacityBytes);
        modulo = new Modulo(capacity);
        // an aligned slice may need up to three bytes more
        ring = ByteBuffer.allocateDirect((int) capacity + ALIGNMENT - 1).alignedSlice(ALIGNMENT);
        useWhatReleaseNeeds();
    }

    /**
     * The JVM links what a method calls when that is first used, and allocates for it. The first {@link #release} may come in
     * a full heap, and a failure between zeroing and publishing would leave a position without a header.
     */
    private void useWhatReleaseNeeds() {
        release(0);
        ring.put(0, ZEROS, 0, 0).put(0, ring, 0, 0);
        positions.set(RELEASED_CACHE, 0);
    }

    static long capacityFor(long bytes) {
        return bytes / ALIGNMENT * ALIGNMENT;
    }

    public long capacity() {
        return capacity;
    }

    /** The position after the newest claimed record. */
    public long tail() {
        return positions.get(TAIL) & ~SEAL;
    }

    public long released() {
        return positions.getAcquire(RELEASED);
    }

    /** Bytes between released and tail; never above the capacity. */
    public long usedBytes() {
        // released first: it never passes the tail, so the difference is not negative; it may be a little too great
        long released = released();
        return Math.min(capacity, tail() - released);
    }

    public static long recordBytes(long frameBytes) {
        return (HEADER_BYTES + frameBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    // ---- producers

    /**
     * Claims room for a frame, which must be followed by {@link #count}, {@link #begin} and {@link #commit} or end in
     * {@link #torn}: the consumer waits at the record.
     *
     * @return the record's position, or {@link #FULL} or {@link #SEALED}
     */
    public long claim(int frameBytes) {
        long size = recordBytes(frameBytes);
        while (true) {
            long tail = positions.get(TAIL);
            if (tail < 0) {
                return SEALED;
            }
            if (tail + size - positions.getAcquire(RELEASED_CACHE) > capacity) {
                long released = positions.getAcquire(RELEASED);
                if (tail + size - released > capacity) {
                    return FULL;
                }
                positions.setRelease(RELEASED_CACHE, released);
            }
            if (positions.compareAndSet(TAIL, tail, tail + size)) {
                return tail;
            }
        }
    }

    /**
     * Counts the event of a claimed record as appended. It comes before the commit, so that whoever frees an event finds it
     * counted, and before the copy, for an atomic addition waits until all stores before it have left the processor's store
     * buffer: behind the copy it took as long as the copy itself.
     */
    void count() {
        counters.appended.increment();
    }

    /** Tells walkers how long a claimed record is going to be. */
    public void begin(long record, int frameBytes) {
        publish(record, -(HEADER_BYTES + frameBytes));
    }

    /** Copies bytes to a position within a claimed record, behind its header. */
    public void put(long position, byte[] bytes, int offset, int length) {
        int index = index(position);
        int first = (int) Math.min(length, capacity - index);
        ring.put(index, bytes, offset, first);
        if (first < length) {
            ring.put(0, bytes, offset + first, length - first);
        }
    }

    /** Stores one byte at a position within a claimed record, behind its header. */
    public void put(long position, byte value) {
        ring.put(index(position), value);
    }

    /** Publishes a claimed record to the consumer. */
    public void commit(long record, int frameBytes) {
        publish(record, HEADER_BYTES + frameBytes);
    }

    /**
     * Publishes as void what a producer has left open, if there is anything: the next producer's or the consumer's, whoever
     * comes first. The lock lets only one do it, for the room may be another record's afterwards.
     */
    public void cancelTorn() {
        if (tornCount == 0) {
            return;
        }
        synchronized (this) {
            for (int last = tornCount - TORN_NUMBERS; last >= 0; last -= TORN_NUMBERS) {
                publish(torn[last], VOID | (HEADER_BYTES + (int) torn[last + 1]));
                // only stores follow: if the call fails for want of stack, somebody else tries again
                cancelledBytes += torn[last + 1];
                cancelledAppended += torn[last + 2];
                cancelled = cancelled + 1;
                tornCount = last;
            }
        }
    }

    /** The consumer's: cancels what is torn, and counts as dropped what was cancelled since the last call. */
    public void takeCancelled(Cancelled counting) {
        if (tornCount == 0 && cancelled == 0) {
            return;
        }
        synchronized (this) {
            cancelTorn();
            counting.cancelled(cancelled, cancelledAppended, cancelledBytes);
            cancelled = 0;
            cancelledAppended = 0;
            cancelledBytes = 0;
        }
    }

    /** Counts events whose records were cancelled. Must not fail. */
    @FunctionalInterface
    public interface Cancelled {
        /**
         * Counts them.
         *
         * @param events all of them
         * @param appended those of them that had been counted by {@link #count}
         * @param bytes of their frames
         */
        void cancelled(long events, long appended, long bytes);
    }

    /** Ends the claims; any thread, any number of times. */
    public void seal() {
        for (long tail = positions.get(TAIL); !positions.compareAndSet(TAIL, tail, tail | SEAL); ) {
            tail = positions.get(TAIL);
        }
    }

    /** Allows claims again, for a resize that could not be; who closes the intake seals again. */
    void unseal() {
        for (long tail = positions.get(TAIL); !positions.compareAndSet(TAIL, tail, tail & ~SEAL); ) {
            tail = positions.get(TAIL);
        }
    }

    // ---- the consumer

    /** Returns a record's header, for walkers, who read it once in each step. */
    public int header(long record) {
        return (int) HEADER.getAcquire(ring, index(record));
    }

    /** Returns how many bytes of a record go on the wire, or -1 while it is not committed. */
    public static int frameBytesOf(int header) {
        return header <= 0 ? -1 : (header & VOID) != 0 ? 0 : header - HEADER_BYTES;
    }

    /** Returns how many events a committed record stands for: 1, or 0 if it is void. */
    public static int eventsOf(int header) {
        return (header & VOID) != 0 ? 0 : 1;
    }

    /** Returns how many bytes a record takes, committed or not; its length must be known. */
    public static long recordBytesOf(int header) {
        return recordBytes((Math.abs(header) & ~VOID) - HEADER_BYTES);
    }

    /** {@link #frameBytesOf} the record at a position. */
    public int frameBytes(long record) {
        return frameBytesOf(header(record));
    }

    /** Returns the position after a record, committed or not, or -1 while its length is not known. */
    public long next(long record) {
        int header = header(record);
        return header == 0 ? -1 : record + recordBytesOf(header);
    }

    /** Moves committed records up, over others that are given up; {@link #release} then frees the room below. */
    public void moveUp(long from, long to, long by) {
        for (long end = to; end > from; ) { // beginning with the last, in pieces that do not wrap
            int source = index(end - 1) + 1;
            int target = index(end - 1 + by) + 1;
            int length = (int) Math.min(end - from, Math.min(source, target));
            ring.put(target - length, ring, source - length, length);
            end -= length;
        }
    }

    /** Copies a part of a committed frame. */
    public void get(long record, int at, ByteBuffer target, int length) {
        int index = index(record + HEADER_BYTES + at);
        int first = (int) Math.min(length, capacity - index);
        int position = target.position();
        target.put(position, ring, index, first);
        if (first < length) {
            target.put(position + first, ring, 0, length - first);
        }
        target.position(position + length);
    }

    /** Frees everything below a position for the producers. */
    public void release(long to) {
        long from = released();
        while (from < to) {
            int index = index(from);
            int length = (int) Math.min(Math.min(to - from, capacity - index), ZEROS.length);
            ring.put(index, ZEROS, 0, length);
            from += length;
        }
        positions.setRelease(RELEASED, to);
    }

    /** Whether every record below the tail is committed. */
    boolean isCommitted() {
        long tail = tail();
        long at = released();
        while (at < tail) {
            if (frameBytes(at) < 0) {
                return false;
            }
            at = next(at);
        }
        return true;
    }

    /** Takes over all that another ring holds, which is sealed and fully committed and uses the same positions. */
    void takeOver(FrameBuffer other) {
        long tail = other.tail();
        for (long at = other.released(); at < tail; ) {
            int from = other.index(at);
            int to = index(at);
            int length = (int) Math.min(tail - at, Math.min(other.capacity - from, capacity - to));
            ring.put(to, other.ring, from, length);
            at += length;
        }
        positions.set(RELEASED, other.released());
        positions.set(RELEASED_CACHE, other.released());
        positions.set(TAIL, tail);
    }

    private void publish(long record, int header) {
        HEADER.setRelease(ring, index(record), header);
    }

    private int index(long position) {
        return modulo.of(position);
    }
}
