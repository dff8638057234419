// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counters that never give a number twice. A thread always takes from the same one, so its numbers rise. The number's
 * highest bits are those of the counter, and its lowest {@link #SEQUENCE_BITS} rise.
 *
 * <p>One of the threads of a counter has a {@link Lease} of a thousand numbers, which saves it an atomic addition for each. All
 * others add. When a thread has ended, another one gets a lease of its own, of later numbers; those that are left are never
 * used.
 *
 * <p>Threads are spread by their ids, which do not change while a thread lives. It does no harm that an id may be used
 * again after the end of its thread, or that two threads share a counter: it goes on from where it is. A virtual thread has
 * an id of its own and keeps it on every carrier. Only a thread whose class overrides {@code getId()} with something that
 * changes, which Java 17 permits, loses the order of its numbers.
 *
 * <p>Thread-safe: numbers leave a counter by one atomic addition, alone or as a lease. A lease is replaced only when its thread
 * has ended, by a compare-and-set; the thread itself sees its own, which it has put there.
 */
final class Stripes {
    /**
     * Enough for a million numbers a second over 35 years, each counter by itself. Of threads that log once, one in eight
     * takes a thousand of them.
     */
    static final int SEQUENCE_BITS = 50;
    /** What ids of two digits can tell apart. */
    static final int MOST = 1 << (2 * Base32.BITS_PER_DIGIT);
    /** Distance of counters in longs. No two share a cache line, or the adjacent one that is prefetched with it. */
    static final int STRIDE = 16;

    private static final int LEAST = 16;
    /** 2^32 divided by the golden ratio: see {@link #of}. */
    private static final int SPREAD = 0x9E3779B9;
    /** One in so many numbers that are taken by themselves asks for a lease, so that few threads that log once make a lease. */
    private static final int ONE_IN = 8;

    private final AtomicLongArray counters;
    private final AtomicReferenceArray<@Nullable Lease> leases;
    private final int shift;

    /** Creates counters, {@code wanted} rounded up to a power of two from 16 to {@link #MOST}. */
    Stripes(int wanted) {
        int rounded = Integer.highestOneBit(2 * Math.max(LEAST, Math.min(wanted, MOST)) - 1);
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(rounded);
        counters = new AtomicLongArray((rounded + 1) * STRIDE); // the array's own length is before the first counter
        leases = new AtomicReferenceArray<>(rounded);
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
        Thread current = Thread.currentThread();
        int stripe = of(current.getId());
        Lease lease = leases.get(stripe);
        if (lease == null || !lease.refersTo(current)) {
            return nextWithout(lease, stripe, current);
        }
        if (lease.isEmpty()) {
            lease.fill(counters.getAndAdd(index(stripe), Lease.NUMBERS));
        }
        return lease.next();
    }

    private long nextWithout(@Nullable Lease others, int stripe, Thread current) {
        long number = counters.getAndIncrement(index(stripe));
        if (number % ONE_IN == 0 && (others == null || others.isOver())) {
            leases.compareAndSet(stripe, others, new Lease(current));
        }
        return number;
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
