// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;

/**
 * {@link Overflow#DROP_OLDEST}: above 7/8 of the buffer the oldest frames go, down to 3/4, so that not every event that
 * follows wakes the sender again.
 *
 * <p>Confined to the sender's thread.
 */
public final class Eviction {
    private final boolean on;

    public Eviction(Overflow overflow) {
        on = overflow == Overflow.DROP_OLDEST;
    }

    /** The tail above which there is something to do. */
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

    /** Returns the position up to which frames go, if {@code staged} bytes of those not sent are on their way to a socket. */
    public long end(Ledger ledger, long staged) {
        FrameBuffer buffer = ledger.buffer();
        return ledger.boundaryFrom(buffer.tail() - buffer.capacity() / 4 * 3 + staged);
    }
}
