// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import java.lang.ref.WeakReference;

/**
 * Numbers of a counter that belong to one thread, which takes them without an atomic operation. Does not keep the thread
 * from being collected.
 *
 * <p>Only the thread that made it reads and writes the numbers. Any thread may ask whose it is.
 */
final class Lease extends WeakReference<Thread> {
    /** How many numbers are taken from the counter at a time. */
    static final int NUMBERS = 1 << 10;

    private static final int NEXT = Stripes.STRIDE;
    private static final int END = NEXT + 1;

    /** The next number and the end, in the middle of an array that keeps those of other threads on other cache lines. */
    private final long[] numbers = new long[2 * Stripes.STRIDE];

    /** Makes a lease of the current thread, without numbers. */
    Lease(Thread current) {
        super(current);
    }

    boolean isEmpty() {
        return numbers[NEXT] == numbers[END];
    }

    /** Gives the lease {@link #NUMBERS} numbers. */
    void fill(long first) {
        numbers[NEXT] = first;
        numbers[END] = first + NUMBERS;
    }

    /** Takes a number of those that are left. */
    long next() {
        return numbers[NEXT]++;
    }

    /** Returns whether the thread can take no more numbers. */
    boolean isOver() {
        Thread owner = get();
        return owner == null || !owner.isAlive();
    }
}
