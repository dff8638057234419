// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers to encode events into, shared by all threads. Unlike thread-locals, they are few however many threads there
 * are, including virtual threads, and leave nothing in a container's threads after a redeployment. An event that is
 * logged while another is being encoded gets its own buffer.
 *
 * <p>Thread-safe: a buffer is in one slot, held by one thread, or discarded.
 *
 * @param <T> the type of buffers
 */
public final class ScratchPool<T extends Pooled> {
    /** A buffer of which a part has grown beyond this is discarded. */
    static final int LARGEST_KEPT_BYTES = 64 << 10;

    /** Default minimum. Two of a few threads then seldom begin at the same slot and contend for its cache line. */
    private static final int USUAL_SLOTS = 16;

    private static final int MOST_SLOTS = 32;
    /** Number of slots that a thread checks before it creates or discards a buffer. */
    private static final int TRIES = 4;
    /** Distance of slots in references. No two share a cache line, or the adjacent one that is prefetched with it. */
    private static final int STRIDE = 32;
    /** 2^32 divided by the golden ratio: spreads consecutive thread ids over the slots. */
    private static final int SPREAD = 0x9E3779B9;

    private final Supplier<T> maker;
    private final AtomicReferenceArray<@Nullable T> slots;
    private final int slotMask;

    /**
     * Creates an empty pool.
     *
     * @param maker makes a buffer
     */
    public ScratchPool(Supplier<T> maker) {
        this(maker, Math.max(USUAL_SLOTS, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** Creates a pool. Rounds {@code wanted} up to a power of two from {@link #TRIES} to {@link #MOST_SLOTS}. */
    ScratchPool(Supplier<T> maker, int wanted) {
        this.maker = maker;
        int rounded = Integer.highestOneBit(Math.max(1, 2 * Math.max(TRIES, wanted) - 1));
        int count = Math.min(MOST_SLOTS, rounded);
        slots = new AtomicReferenceArray<>(count * STRIDE);
        slotMask = count - 1;
    }

    /** Returns an empty buffer that only the caller uses until {@link #giveBack}. */
    public T take() {
        int first = firstSlot();
        for (int i = 0; i < TRIES; i++) {
            int slot = index(first + i);
            T found = slots.getAndSet(slot, null);
            if (found != null) {
                found.clear();
                found.place().slot = slot;
                return found;
            }
        }
        return maker.get();
    }

    /**
     * Takes back a buffer that {@link #take} returned. Discards it if it has grown too large or no nearby slot is free.
     *
     * <p>A buffer returns to its old slot by a plain store. An atomic exchange would wait until all stores of the event
     * have left the processor's store buffer. If a new buffer was put into that slot meanwhile, both have the same slot
     * for a while. One of them is lost if both return at the same moment.
     */
    public void giveBack(T buffer) {
        if (buffer.capacity() > LARGEST_KEPT_BYTES) {
            return;
        }
        int old = buffer.place().slot;
        if (old >= 0 && slots.getAcquire(old) == null) {
            slots.setRelease(old, buffer);
            return;
        }
        int first = firstSlot();
        for (int i = 0; i < TRIES; i++) {
            if (slots.compareAndSet(index(first + i), null, buffer)) {
                return;
            }
        }
    }

    /** Returns the number of buffers that are in the pool now, for tests. */
    int kept() {
        int kept = 0;
        for (int slot = 0; slot <= slotMask; slot++) {
            kept += slots.get(index(slot)) == null ? 0 : 1;
        }
        return kept;
    }

    int slots() {
        return slotMask + 1;
    }

    private int firstSlot() {
        return ((int) Thread.currentThread().getId() * SPREAD) >>> 16;
    }

    private int index(int slot) {
        return (slot & slotMask) * STRIDE;
    }
}
