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
 * <p>Thread-safe: a buffer is its holder's from the compare-and-set that begins its lease to the release store that ends it.
 * Slots hold free and taken buffers. While there are more holders than slots, a slot has the buffer that was made or given
 * back last.
 *
 * @param <T> the type of buffers
 */
public final class ScratchPool<T extends Pooled> {
    /** A buffer of which a part has grown beyond this is discarded. */
    static final int LARGEST_KEPT_BYTES = 64 << 10;

    /** Default minimum. Two of a few threads then seldom begin at the same slot and contend for its cache line. */
    private static final int USUAL_SLOTS = 16;

    private static final int MOST_SLOTS = 32;
    /** Number of slots that a thread checks before it makes a buffer. */
    private static final int TRIES = 4;
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
        slots = new AtomicReferenceArray<>(count);
        slotMask = count - 1;
        giveBack(take()); // so that no class is loaded by an event, which may be at the end of a stack
    }

    /** Returns an empty buffer that only the caller uses until {@link #giveBack}. */
    public T take() {
        int first = firstSlot();
        for (int i = 0; i < TRIES; i++) {
            int slot = first + i & slotMask;
            T found = slots.getAcquire(slot);
            if (found == null) {
                return make(slot);
            }
            if (found.lease().begin()) {
                found.clear();
                return found;
            }
        }
        return make(first & slotMask);
    }

    /**
     * Makes a buffer, which takes the place of the one in the slot. That one is still held, or was lost because its holder came
     * to the end of its stack.
     */
    private T make(int slot) {
        T made = maker.get();
        made.lease().begin();
        made.lease().slot = slot;
        slots.setRelease(slot, made);
        return made;
    }

    /**
     * Takes back a buffer that {@link #take} returned. Discards it if it has grown too large. One that was replaced goes back
     * into its slot, in the place of one that may still be held.
     *
     * <p>As a rule this stores only a number, without an atomic exchange. An exchange would wait until all stores of the event
     * have left the processor's store buffer, and so would the store of a reference: G1 has a fence behind it.
     */
    public void giveBack(T buffer) {
        Pooled.Lease lease = buffer.lease();
        if (buffer.capacity() > LARGEST_KEPT_BYTES) {
            slots.compareAndSet(lease.slot, buffer, null);
        } else if (slots.getAcquire(lease.slot) != buffer) {
            slots.setRelease(lease.slot, buffer);
        }
        lease.end();
    }

    /** Returns the number of buffers that are in the pool now, for tests. */
    int kept() {
        int kept = 0;
        for (int slot = 0; slot <= slotMask; slot++) {
            kept += slots.get(slot) == null ? 0 : 1;
        }
        return kept;
    }

    int slots() {
        return slotMask + 1;
    }

    private int firstSlot() {
        return ((int) Thread.currentThread().getId() * SPREAD) >>> 16;
    }
}
