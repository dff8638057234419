// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;

/**
 * Computes what {@link Overflow#DROP_OLDEST} drops. When more than 7/8 of the buffer is used, the oldest frames are
 * dropped until 3/4 is used, so that not every further event wakes the sender again.
 *
 * <p>Confined to the sender's thread.
 */
public final class Eviction {
    private final boolean on;

    public Eviction(Overflow overflow) {
        on = overflow == Overflow.DROP_OLDEST;
    }

    /** Returns the tail above which frames have to be dropped. */
    public long wakeAbove(Ledger ledger) {
        return on ? ledger.released() + ledger.buffer().capacity() / 8 * 7 : Doorbell.NEVER;
    }

    /** Returns how many bytes can be logged before events are lost. */
    public long room(Ledger ledger) {
        FrameBuffer buffer = ledger.buffer();
        long most = on ? buffer.capacity() / 8 * 7 : buffer.capacity();
        return Math.max(0, most - buffer.usedBytes());
    }

    public boolean isDue(Ledger ledger) {
        return ledger.buffer().tail() > wakeAbove(ledger);
    }

    /** Returns the position up to which to drop frames, if {@code staged} unsent bytes are on their way to a socket. */
    public long end(Ledger ledger, long staged) {
        FrameBuffer buffer = ledger.buffer();
        return ledger.boundaryFrom(buffer.tail() - buffer.capacity() / 4 * 3 + staged);
    }
}
