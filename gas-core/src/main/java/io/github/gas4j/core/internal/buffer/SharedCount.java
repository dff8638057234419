// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter that many threads move. An adder grows when threads meet at it, and fails if there is no memory for that; it
 * has not added then, so the amount goes to a plain counter instead.
 *
 * <p>Thread-safe.
 */
final class SharedCount {
    private final LongAdder adder = new LongAdder();
    private final AtomicLong withoutMemory = new AtomicLong();

    void add(long more) {
        try {
            adder.add(more);
        } catch (OutOfMemoryError noRoomToGrow) {
            withoutMemory.addAndGet(more);
        }
    }

    long sum() {
        return adder.sum() + withoutMemory.get();
    }
}
