// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread writes and any thread reads. Counting never allocates, so it works in a full heap.
 *
 * <p>Thread-safe: written by the sender's thread or, after its end, by the thread that closes the client.
 */
public final class Count {
    private final AtomicLong count = new AtomicLong();

    public void add(long more) {
        count.setRelease(count.getPlain() + more);
    }

    public void increment() {
        add(1);
    }

    public long sum() {
        return count.get();
    }
}
