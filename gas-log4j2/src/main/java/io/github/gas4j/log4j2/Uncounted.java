// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;

/**
 * Dropped events that could not be counted yet, because the stack was exhausted.
 *
 * <p>Thread-safe: {@code this} guards every change of {@link #events}, and is held briefly.
 */
final class Uncounted {
    /** Changed without a call, because a call could fail again. */
    volatile long events;

    /** Counts the events. Does nothing, at the price of one read, if there are none. */
    void countAt(GasClient client) {
        if (events != 0) {
            countAll(client);
        }
    }

    private synchronized void countAll(GasClient client) {
        while (events > 0) {
            client.countDrop(DropReason.ENCODING_FAILED);
            events--;
        }
    }
}
