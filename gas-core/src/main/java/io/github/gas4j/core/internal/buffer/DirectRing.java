// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.nio.ByteBuffer;

/**
 * Makes rings in direct memory, which no garbage collector copies or scans.
 *
 * <p>Thread-safe: stateless.
 */
public final class DirectRing {
    private DirectRing() {}

    /**
     * Allocates a ring.
     *
     * @param bytes its capacity, which is rounded down as {@link #capacityFor} tells
     * @param counters count the events in it
     * @throws OutOfMemoryError if there is too little direct memory
     */
    public static FrameBuffer allocate(long bytes, Counters counters) {
        // the aligned slice of the memory may begin up to three bytes after its begin
        int memory = (int) capacityFor(bytes) + Records.ALIGNMENT - 1;
        return new FrameBuffer(ByteBuffer.allocateDirect(memory), counters);
    }

    /** Returns the capacity of a ring of so many bytes. */
    static long capacityFor(long bytes) {
        return bytes / Records.ALIGNMENT * Records.ALIGNMENT;
    }
}
