// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;

/** Keeps the bytes of events that are about to be dropped out of the buffer. Confined to the sender's thread. */
@FunctionalInterface
public interface Keeper {
    /** Keeps nothing. */
    Keeper NONE = (ring, from, to, reason) -> from;

    /**
     * Keeps the frames between two positions, as far as they are committed, beginning with the first. Never throws.
     *
     * @param from the beginning of a record
     * @param to where the last record ends at most
     * @param reason why they are dropped
     * @return the end of the last record such that all events from {@code from} to it are kept; {@code from} if none is
     */
    long keep(FrameBuffer ring, long from, long to, DropReason reason);
}
