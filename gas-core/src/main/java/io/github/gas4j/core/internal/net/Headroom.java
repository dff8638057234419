// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.lang.ref.Reference;

/**
 * Checks for free memory before a channel, a selector or a file is opened. The JDK takes the descriptor from the system
 * before it creates its objects. If there is no memory for these, nothing ever closes the descriptor, so the error must
 * come first. {@code ArchitectureTest} finds code without this check; {@code -Pmemory} tests full heaps.
 *
 * <p>Thread-safe: stateless.
 */
public final class Headroom {
    /** Many times what a selector needs, because other threads allocate as well. */
    private static final int BYTES = 16 << 10;

    private Headroom() {}

    /** Throws an {@link OutOfMemoryError} if the heap is full. */
    public static void require() {
        byte[] room = new byte[BYTES];
        try {
            room[0] = 1;
        } finally {
            Reference.reachabilityFence(room); // else a compiler may remove the allocation
        }
    }
}
