// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

/**
 * Adds up the times in which it runs, the present one included.
 *
 * <p>Thread-safe: one thread writes, any thread reads. One volatile number holds all there is to know, so no reader sees a time
 * twice or not at all when the watch stops.
 */
final class Stopwatch {
    /**
     * Twice the total while the watch stands still. Twice the time at which the total would have been zero, and one more,
     * while it runs.
     */
    private volatile long state;

    /** Starts the watch. Returns false if it runs already. */
    boolean start(long now) {
        long present = state;
        if (isRunning(present)) {
            return false;
        }
        state = ((now - (present >> 1)) << 1) | 1;
        return true;
    }

    /** Stops the watch, unless it stands still. */
    void stop(long now) {
        long present = state;
        if (isRunning(present)) {
            state = total(present, now) << 1;
        }
    }

    /** Returns the nanoseconds that it has run. */
    long nanos(long now) {
        long present = state;
        return isRunning(present) ? total(present, now) : present >> 1;
    }

    private static boolean isRunning(long state) {
        return (state & 1) == 1;
    }

    /** Returns the difference, even if doubling a time has lost its highest bit. */
    private static long total(long state, long now) {
        return Math.max(0, ((now << 1) - (state - 1)) >> 1);
    }
}
