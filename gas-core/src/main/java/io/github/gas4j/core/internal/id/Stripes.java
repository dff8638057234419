// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters that never give a number twice. A thread always takes from the same one, so its numbers rise. The number's
 * highest bits are those of the counter, and its lowest {@link #SEQUENCE_BITS} say how many were taken from it before.
 *
 * <p>Threads are spread by their ids, which do not change while a thread lives. It does no harm that an id may be used
 * again after the end of its thread, or that two threads share a counter: it goes on from where it is. A virtual thread has
 * an id of its own and keeps it on every carrier. Only a thread whose class overrides {@code getId()} with something that
 * changes, which Java 17 permits, loses the order of its numbers.
 *
 * <p>Thread-safe: a number is taken by one atomic addition.
 */
final class Stripes {
    /** Enough for a million numbers a second over 35 years, each counter by itself. */
    static final int SEQUENCE_BITS = 50;
    /** What ids of two digits can tell apart. */
    static final int MOST = 1 << (2 * Base32.BITS_PER_DIGIT);

    private static final int LEAST = 16;
    /** Distance of counters in longs. No two share a cache line, or the adjacent one that is prefetched with it. */
    private static final int STRIDE = 16;
    /** 2^32 divided by the golden ratio: see {@link #of}. */
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicLongArray counters;
    private final int shift;

    /** Creates counters, {@code wanted} rounded up to a power of two from 16 to {@link #MOST}. */
    Stripes(int wanted) {
        int rounded = Integer.highestOneBit(2 * Math.max(LEAST, Math.min(wanted, MOST)) - 1);
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(rounded);
        counters = new AtomicLongArray((rounded + 1) * STRIDE); // the array's own length is before the first counter
        for (int stripe = 0; stripe < rounded; stripe++) {
            counters.set(index(stripe), (long) stripe << SEQUENCE_BITS);
        }
    }

    /** Creates four counters for each processor: see {@link #of}. */
    static Stripes forProcessors() {
        return new Stripes(4 * Runtime.getRuntime().availableProcessors());
    }

    /** Takes the next number of the current thread's counter. */
    long next() {
        return counters.getAndIncrement(index(of(Thread.currentThread().getId())));
    }

    /**
     * Returns the counter of a thread. Multiples of the golden ratio keep the greatest distance from each other, so a
     * quarter as many threads as there are counters share none if their ids are consecutive, as those of a pool are.
     */
    int of(long threadId) {
        return ((int) threadId * SPREAD) >>> shift;
    }

    int count() {
        return 1 << (Integer.SIZE - shift);
    }

    private static int index(int stripe) {
        return (stripe + 1) * STRIDE;
    }
}
