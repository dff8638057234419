// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One ring of bytes that holds frames between the producers' tail and the position the consumer has released.
 *
 * <p>A record is a header of four bytes and a frame, padded to four bytes; it may wrap at the ring's end, so no room is
 * ever wasted. The header is the record's unpadded length: 0 while the room is free, negative from the claim until the
 * frame is copied, positive from then on. Positions count bytes and only grow; a position modulo the capacity is an index.
 *
 * <p>Threads: any number of producers claim by a CAS on {@code tail} and own their record until its header's release
 * store publishes it to the consumer. One consumer moves {@code released}: it zeroes the room before that position's
 * release store publishes it to the producers. What has been sent is the consumer's own business.
 */
final class FrameBuffer {
    /** {@link #claim} found no room. */
    static final long FULL = -1;
    /** {@link #claim} came after {@link #seal}. */
    static final long SEALED = -2;

    static final int HEADER_BYTES = 4;

    private static final int ALIGNMENT = 4;
    private static final VarHandle HEADER = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final byte[] ZEROS = new byte[1 << 16];

    /** Set in {@code tail} by {@link #seal}: no claim succeeds from then on. */
    private static final long SEAL = Long.MIN_VALUE;

    // Each position has a cache line of its own, so that the consumer's stores do not slow down the producers.
    private static final int TAIL = 16;
    private static final int RELEASED = 32;
    /** A value that {@code released} once had: producers look at the real one only when this leaves no room. */
    private static final int RELEASED_CACHE = 48;

    private final ByteBuffer ring;
    private final long capacity;
    private final AtomicLongArray positions = new AtomicLongArray(64);

    /** Allocates the ring in direct memory. */
    FrameBuffer(long capacityBytes) {
        capacity = capacityFor(capacityBytes);
        // an aligned slice may need up to three bytes more
        ring = ByteBuffer.allocateDirect((int) capacity + ALIGNMENT - 1).alignedSlice(ALIGNMENT);
    }

    /** Allocates the ring that a configuration asks for; the error says so if there is too little direct memory. */
    static FrameBuffer allocate(GasConfig config) {
        try {
            return new FrameBuffer(config.bufferSize());
        } catch (OutOfMemoryError tooLittle) {
            throw new GasConfigException(List.of("option bufferSize: '" + Values.text(config.bufferSize())
                    + "' is more direct memory than the JVM has left (" + tooLittle.getMessage()
                    + "); valid: a smaller buffer, or a larger -XX:MaxDirectMemorySize"));
        }
    }

    static long capacityFor(long bytes) {
        return bytes / ALIGNMENT * ALIGNMENT;
    }

    long capacity() {
        return capacity;
    }

    /** The position after the newest claimed record. */
    long tail() {
        return positions.get(TAIL) & ~SEAL;
    }

    long released() {
        return positions.getAcquire(RELEASED);
    }

    /** Bytes between released and tail; never above the capacity. */
    long usedBytes() {
        // released first: it never passes the tail, so the difference is not negative; it may be a little too great
        long released = released();
        return Math.min(capacity, tail() - released);
    }

    static long recordBytes(long frameBytes) {
        return (HEADER_BYTES + frameBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    // ---- producers

    /**
     * Claims room for a frame. Between this and {@link #commit} nothing may throw: the consumer waits at the record.
     *
     * @return the record's position, or {@link #FULL} or {@link #SEALED}
     */
    long claim(int frameBytes) {
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
                HEADER.setRelease(ring, index(tail), -(HEADER_BYTES + frameBytes));
                return tail;
            }
        }
    }

    /** Copies bytes into a claimed record, {@code at} bytes after the frame's beginning. */
    void put(long record, int at, byte[] bytes, int offset, int length) {
        int index = index(record + HEADER_BYTES + at);
        int first = (int) Math.min(length, capacity - index);
        ring.put(index, bytes, offset, first);
        if (first < length) {
            ring.put(0, bytes, offset + first, length - first);
        }
    }

    /** Copies one byte into a claimed record, {@code at} bytes after the frame's beginning. */
    void put(long record, int at, byte value) {
        ring.put(index(record + HEADER_BYTES + at), value);
    }

    /** Publishes a claimed record to the consumer. */
    void commit(long record, int frameBytes) {
        HEADER.setRelease(ring, index(record), HEADER_BYTES + frameBytes);
    }

    /** Ends the claims; any thread, any number of times. */
    void seal() {
        positions.accumulateAndGet(TAIL, SEAL, (tail, seal) -> tail | seal);
    }

    /** Allows claims again; only where nothing but a resize can have sealed the ring. */
    void unseal() {
        positions.accumulateAndGet(TAIL, SEAL, (tail, seal) -> tail & ~seal);
    }

    // ---- the consumer

    /** Returns the length of the frame at a position below the tail, or -1 while it is not committed. */
    int frameBytes(long record) {
        int header = (int) HEADER.getAcquire(ring, index(record));
        return header > 0 ? header - HEADER_BYTES : -1;
    }

    /** Returns how long the frame at a position below the tail will be, committed or not; -1 if it is not known yet. */
    int claimedBytes(long record) {
        int header = (int) HEADER.getAcquire(ring, index(record));
        return header == 0 ? -1 : Math.abs(header) - HEADER_BYTES;
    }

    /** Copies a part of a committed frame. */
    void get(long record, int at, ByteBuffer target, int length) {
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
    void release(long to) {
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
            int length = frameBytes(at);
            if (length < 0) {
                return false;
            }
            at += recordBytes(length);
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

    private int index(long position) {
        return (int) (position % capacity);
    }
}
