// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

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

    /** Returns where the pool keeps this, always the same object. */
    Place place();

    /**
     * The slot that something was taken from. Only the pool uses it.
     *
     * <p>Not thread-safe: used by the thread that has taken what belongs to it.
     */
    final class Place {
        /** Negative for something new. */
        int slot = -1;
    }
}
