// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import java.util.function.LongConsumer;

/**
 * When anything last reached the collector: the last time that its system was seen to have acknowledged more or, where this
 * system does not tell that, that a socket took bytes.
 *
 * <p>Thread-safe: only the sender writes, any thread reads. Outlives the connections.
 */
public final class LastProgress implements LongConsumer {
    private volatile long at;

    public LastProgress(long now) {
        at = now;
    }

    /** Notes progress. Called at the start of the client too. */
    public void reached(long now) {
        at = now;
    }

    /** Notes progress, for a room that does not know this class. */
    @Override
    public void accept(long now) {
        reached(now);
    }

    /** Returns how long ago that was. */
    public long nanosAgo(long now) {
        return Math.max(0, now - at);
    }
}
