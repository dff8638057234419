// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread moves and any thread reads. Counting never allocates, so that it works without memory as
 * well.
 *
 * <p>Thread-safe: moved by the sender's thread or, once that has ended, by the thread that closes the client.
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
