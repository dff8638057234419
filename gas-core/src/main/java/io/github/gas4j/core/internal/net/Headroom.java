// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.lang.ref.Reference;

/**
 * Looks for memory before a channel, a selector or a file is opened. The JDK takes the descriptor from the system first, then
 * makes its objects; if there is no memory for these, nothing ever closes the descriptor. So the error has to come before.
 * {@code ArchitectureTest} looks for places that open without asking; full heaps are tried with {@code -Pmemory}.
 *
 * <p>Thread-safe: stateless.
 */
public final class Headroom {
    /** Many times what a selector takes, because other threads allocate as well. */
    private static final int BYTES = 16 << 10;

    private Headroom() {}

    /** Throws an {@link OutOfMemoryError} if the heap is full. */
    public static void require() {
        byte[] room = new byte[BYTES];
        try {
            room[0] = 1;
        } finally {
            Reference.reachabilityFence(room); // else a compiler may leave the allocation out
        }
    }
}
