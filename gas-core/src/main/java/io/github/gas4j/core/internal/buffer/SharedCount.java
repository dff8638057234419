// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter that many threads write. A {@link LongAdder} grows when threads contend for it, and fails without having added
 * anything if there is no memory for that. The amount is then added to an {@link AtomicLong} instead.
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
