// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The buffer of a client: a ring of bytes, which holds {@link Records} between the position that the consumer has released
 * and the tail, where producers append.
 *
 * <pre>
 *        free      │  records: committed, padding, or being copied  │      free
 *   ───────────────┴────────────────────────────────────────────────┴───────────────
 *              released                                            tail
 * </pre>
 *
 * <p>Positions count bytes and only grow; a position modulo the capacity is an index into the memory. A record may wrap at
 * the end of the memory, so no room is ever wasted. Free room is all zeros. How far the records have been sent is not known
 * here, but in the {@link Ledger}.
 *
 * <p>Thread-safe for any number of producers and one consumer. A producer claims room by a compare-and-set of the tail,
 * and publishes its record by the release store of the header. The consumer zeroes the room below a new released position
 * before the release store of that position publishes the room to producers. Published records belong to the consumer until
 * then, so it may move them too.
 */
public final class FrameBuffer {
    /** The result of {@link #claim} if there is no room. */
    public static final long FULL = -1;
    /** The result of {@link #claim} after {@link #seal}. */
    static final long SEALED = -2;

    private static final VarHandle HEADER = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    /** Small enough to stay in the fastest cache. */
    private static final byte[] ZEROS = new byte[1 << 12];

    /** Set in {@code tail} by {@link #seal}: no claim succeeds from then on. */
    private static final long SEAL = Long.MIN_VALUE;

    // Each position has a cache line of its own, so that the consumer's stores do not slow down the producers.
    private static final int TAIL = 16;
    private static final int RELEASED = 32;
    /** An earlier value of {@code released}. Producers read the real one only when this one leaves no room. */
    private static final int RELEASED_CACHE = 48;

    private final ByteBuffer memory;
    private final long capacity;
    private final Modulo modulo;
    private final AtomicLongArray positions = new AtomicLongArray(64);
    private final Records records;

    /**
     * Makes an empty ring of all the remaining bytes that are aligned.
     *
     * @param memory direct or mapped, because other buffers allow no atomic access; all zeros, and used by nothing else
     * @param counters count the events that are appended
     */
    public FrameBuffer(ByteBuffer memory, Counters counters) {
        this.memory = memory.alignedSlice(Records.ALIGNMENT);
        capacity = this.memory.capacity();
        modulo = new Modulo(capacity);
        records = new Records(this, counters);
        useWhatReleaseNeeds();
    }

    /**
     * Calls what {@link #release} calls, because the JVM allocates when it links a call that is made for the first time. The
     * first release may come in a full heap, and a failure between zeroing and publishing would leave a position without
     * a header.
     */
    private void useWhatReleaseNeeds() {
        release(0);
        memory.put(0, ZEROS, 0, 0).put(0, memory, 0, 0);
        positions.set(RELEASED_CACHE, 0);
    }

    /** Returns the protocol that all records of this ring follow. */
    public Records records() {
        return records;
    }

    public long capacity() {
        return capacity;
    }

    /** Returns the position after the newest claimed record. */
    public long tail() {
        return positions.get(TAIL) & ~SEAL;
    }

    public long released() {
        return positions.getAcquire(RELEASED);
    }

    /** Returns the bytes between released and tail, at most the capacity. */
    public long usedBytes() {
        // released first: it never passes the tail, so the difference is not negative; it may be a little too great
        long released = released();
        return Math.min(capacity, tail() - released);
    }

    // ---- producers

    /**
     * Claims room for a frame. The consumer waits at the record until it is committed, or aborted as in
     * {@link Records#append}.
     *
     * @return the record's position, or {@link #FULL} or {@link #SEALED}
     */
    public long claim(int frameBytes) {
        long size = Records.recordBytes(frameBytes);
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

    /** Copies bytes to a position within a claimed record, behind its header. */
    public void put(long position, byte[] bytes, int offset, int length) {
        int index = index(position);
        int first = (int) Math.min(length, capacity - index);
        memory.put(index, bytes, offset, first);
        if (first < length) {
            memory.put(0, bytes, offset + first, length - first);
        }
    }

    /** Stores one byte at a position within a claimed record, behind its header. */
    public void put(long position, byte value) {
        memory.put(index(position), value);
    }

    /** Makes all later claims fail. Any thread may call this, any number of times. */
    public void seal() {
        for (long tail = positions.get(TAIL); !positions.compareAndSet(TAIL, tail, tail | SEAL); ) {
            tail = positions.get(TAIL);
        }
    }

    /** Allows claims again, after a resize that was abandoned. {@link Intake#close} seals the ring again. */
    void unseal() {
        for (long tail = positions.get(TAIL); !positions.compareAndSet(TAIL, tail, tail & ~SEAL); ) {
            tail = positions.get(TAIL);
        }
    }

    // ---- the consumer

    /** Returns the header of a record. A scan reads it once in each step. */
    public int header(long record) {
        return (int) HEADER.getAcquire(memory, index(record));
    }

    /** Returns how many bytes of a record go on the wire, or -1 if it is neither committed nor padding. */
    public int frameBytes(long record) {
        return Records.frameBytesOf(header(record));
    }

    /** Returns the position after a record, committed or not, or -1 while its length is not known. */
    public long next(long record) {
        int header = header(record);
        return header == 0 ? -1 : record + Records.recordBytesOf(header);
    }

    /** Moves committed records up, over others that are dropped. {@link #release} then frees the room below. */
    public void moveUp(long from, long to, long by) {
        for (long end = to; end > from; ) { // beginning with the last, in pieces that do not wrap
            int source = index(end - 1) + 1;
            int target = index(end - 1 + by) + 1;
            int length = (int) Math.min(end - from, Math.min(source, target));
            memory.put(target - length, memory, source - length, length);
            end -= length;
        }
    }

    /** Copies a part of a committed frame. */
    public void get(long record, int at, ByteBuffer target, int length) {
        int index = index(record + Records.HEADER_BYTES + at);
        int first = (int) Math.min(length, capacity - index);
        int position = target.position();
        target.put(position, memory, index, first);
        if (first < length) {
            target.put(position + first, memory, 0, length - first);
        }
        target.position(position + length);
    }

    /** Frees everything below a position for the producers. */
    public void release(long to) {
        long from = released();
        while (from < to) {
            int index = index(from);
            int length = (int) Math.min(Math.min(to - from, capacity - index), ZEROS.length);
            memory.put(index, ZEROS, 0, length);
            from += length;
        }
        positions.setRelease(RELEASED, to);
    }

    /** Returns whether every record below the tail is committed or padding. */
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

    /** Copies every record of another ring, at the same positions. The other ring must be sealed, with no record open. */
    void takeOver(FrameBuffer other) {
        long tail = other.tail();
        for (long at = other.released(); at < tail; ) {
            int from = other.index(at);
            int to = index(at);
            int length = (int) Math.min(tail - at, Math.min(other.capacity - from, capacity - to));
            memory.put(to, other.memory, from, length);
            at += length;
        }
        positions.set(RELEASED, other.released());
        positions.set(RELEASED_CACHE, other.released());
        positions.set(TAIL, tail);
    }

    /** Publishes a record's header, and with it all that this thread has stored into the record before. */
    void header(long record, int header) {
        HEADER.setRelease(memory, index(record), header);
    }

    private int index(long position) {
        return modulo.of(position);
    }
}
