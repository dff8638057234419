// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers to encode into, shared by all threads. Not a thread-local: its size is bounded however many threads
 * there are, virtual ones included, nothing of it stays behind in a container's threads after a redeployment, and an
 * event that is logged while another is being encoded gets a buffer of its own.
 *
 * <p>Thread-safe: a buffer is in one slot, in one thread's hands, or lost.
 */
final class ScratchPool {
    /** A buffer of which a part has grown beyond this is not kept. */
    static final int LARGEST_KEPT_BYTES = 64 << 10;

    /** So many that two of a few threads seldom begin with the same slot and wait for its cache line. */
    private static final int USUAL_SLOTS = 16;

    private static final int MOST_SLOTS = 32;
    /** Slots that a thread tries before it makes a buffer or lets one go. */
    private static final int TRIES = 4;
    /** Distance of two slots in references, so that no two share a cache line or the one prefetched with it. */
    private static final int STRIDE = 32;
    /** 2^32 divided by the golden ratio: spreads consecutive thread ids over the slots. */
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicReferenceArray<@Nullable EncodingBuffer> slots;
    private final int slotMask;

    ScratchPool() {
        this(Math.max(USUAL_SLOTS, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** Makes a pool of at least as many slots, rounded up to a power of two. */
    ScratchPool(int wanted) {
        int rounded = Integer.highestOneBit(Math.max(1, 2 * Math.max(TRIES, wanted) - 1));
        int count = Math.min(MOST_SLOTS, rounded);
        slots = new AtomicReferenceArray<>(count * STRIDE);
        slotMask = count - 1;
    }

    /** Returns an empty buffer that is the caller's alone until {@link #giveBack}. */
    EncodingBuffer take() {
        int first = firstSlot();
        for (int i = 0; i < TRIES; i++) {
            int slot = index(first + i);
            EncodingBuffer found = slots.getAndSet(slot, null);
            if (found != null) {
                found.clear();
                found.slot = slot;
                return found;
            }
        }
        return new EncodingBuffer();
    }

    /**
     * Takes back what {@link #take} returned, unless it has grown too large or there is no free slot nearby.
     *
     * <p>A buffer goes where it came from, with a plain store: an atomic exchange would wait until all stores of the event have
     * left the processor's store buffer. Where one came in between that had just been made, two may have the same place for a
     * while; if both come back at the same moment, one is lost.
     */
    void giveBack(EncodingBuffer buffer) {
        if (buffer.capacity() > LARGEST_KEPT_BYTES) {
            return;
        }
        if (buffer.slot >= 0 && slots.getAcquire(buffer.slot) == null) {
            slots.setRelease(buffer.slot, buffer);
            return;
        }
        int first = firstSlot();
        for (int i = 0; i < TRIES; i++) {
            if (slots.compareAndSet(index(first + i), null, buffer)) {
                return;
            }
        }
    }

    /** Counts the buffers that are in the pool at the moment, for tests. */
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
