// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread moves and any thread reads. Counting never allocates, so that it works without memory as
 * well.
 *
 * <p>Thread-safe: moved by the sender's thread or, once that has ended, by the thread that closes the client.
 */
final class Count {
    private final AtomicLong count = new AtomicLong();

    void add(long more) {
        count.setRelease(count.getPlain() + more);
    }

    void increment() {
        add(1);
    }

    long sum() {
        return count.get();
    }
}
