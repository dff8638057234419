// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long calls took: counts in classes of time, of which sixteen double it, and the longest. Written by one thread, read
 * by any.
 */
final class Timings {
    private static final int SUBDIVISION_BITS = 4;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(Long.SIZE << SUBDIVISION_BITS);
    private volatile long longestNanos;

    /** Counts a call. */
    void add(long nanos) {
        int timeClass = timeClass(nanos);
        counts.lazySet(timeClass, counts.getPlain(timeClass) + 1);
        if (nanos > longestNanos) {
            longestNanos = nanos;
        }
    }

    /** Returns the longest of all calls. */
    static long longestNanos(Iterable<Timings> all) {
        long longest = 0;
        for (Timings timings : all) {
            longest = Math.max(longest, timings.longestNanos);
        }
        return longest;
    }

    /** Returns how long at most all calls took but one in a thousand. */
    static long longestButOneInThousandNanos(Iterable<Timings> all) {
        long[] sums = new long[Long.SIZE << SUBDIVISION_BITS];
        long total = 0;
        for (Timings timings : all) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += timings.counts.get(i);
                total += timings.counts.get(i);
            }
        }
        long longer = total / 1_000;
        int last = sums.length - 1;
        while (last > 0 && longer >= sums[last]) {
            longer -= sums[last--];
        }
        return Math.min(longestNanos(all), upperBound(last));
    }

    private static int timeClass(long nanos) {
        long atLeast = Math.max(nanos, 1 << SUBDIVISION_BITS);
        int shift = Long.SIZE - 1 - SUBDIVISION_BITS - Long.numberOfLeadingZeros(atLeast);
        return (shift << SUBDIVISION_BITS) + (int) (atLeast >>> shift);
    }

    private static long upperBound(int timeClass) {
        int shift = Math.max(0, (timeClass >>> SUBDIVISION_BITS) - 1);
        long next = timeClass - ((long) shift << SUBDIVISION_BITS) + 1;
        return (next << shift) - 1;
    }
}
