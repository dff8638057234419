// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Memory that one event is encoded into, kept by a {@link ScratchPool} between events.
 *
 * <p>Not thread-safe: used by the thread that has taken it.
 */
public interface Pooled {
    /** Discards what the last event has left, but keeps the memory. */
    void clear();

    /** Returns the size in bytes of the largest part. The pool lets go of what has grown too large. */
    long capacity();

    /** Returns what tells whether this is taken, always the same object. */
    Lease lease();

    /**
     * Whether a buffer is taken. Only the pool uses it.
     *
     * <p>Thread-safe. The acquire of a take sees all that was stored before the release of the end before it.
     */
    final class Lease {
        private static final int FREE = 0;
        private static final int TAKEN = 1;
        /** In the middle of the array, so that no other lease is on its cache line or on the line beside that. */
        private static final int STATE = 32;

        private final AtomicIntegerArray states = new AtomicIntegerArray(2 * STATE);

        /** Where the pool keeps the buffer. Written before the buffer is published. */
        int slot;

        /** Begins a lease if there is none. */
        boolean begin() {
            return states.getPlain(STATE) == FREE && states.compareAndSet(STATE, FREE, TAKEN);
        }

        /** Ends the lease. */
        void end() {
            states.setRelease(STATE, FREE);
        }
    }
}
