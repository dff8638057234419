// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import org.jspecify.annotations.Nullable;

/**
 * {@link Overflow#DROP_OLDEST}: above 7/8 of the buffer the oldest frames go, down to 3/4, so that not every event that
 * follows wakes the sender again.
 *
 * <p>Confined to the sender's thread.
 */
final class Eviction {
    private final boolean on;

    Eviction(Overflow overflow) {
        on = overflow == Overflow.DROP_OLDEST;
    }

    /** The tail above which there is something to do. */
    long wakeAbove(Ledger ledger) {
        return on ? ledger.released() + ledger.buffer().capacity() / 8 * 7 : Doorbell.NEVER;
    }

    /** Returns how many bytes can be logged before events are lost. */
    long room(Ledger ledger) {
        FrameBuffer buffer = ledger.buffer();
        long most = on ? buffer.capacity() / 8 * 7 : buffer.capacity();
        return Math.max(0, most - buffer.usedBytes());
    }

    boolean isDue(Ledger ledger) {
        return ledger.buffer().tail() > wakeAbove(ledger);
    }

    /**
     * Evicts: first what was written and kept, which may have arrived, then unsent frames, but none that is on its way to
     * the socket of {@code session}, the live one if there is one.
     */
    void run(Removal removal, @Nullable Session session) {
        Ledger ledger = removal.ledger();
        FrameBuffer buffer = ledger.buffer();
        long staged = session == null ? 0 : session.live().stagedEnd() - ledger.sent();
        long to = ledger.boundaryFrom(buffer.tail() - buffer.capacity() / 4 * 3 + staged);
        if (session == null) {
            ledger.advance(to, DropReason.BUFFER_FULL);
        } else {
            ledger.advance(Math.min(to, ledger.sent()), DropReason.BUFFER_FULL);
            removal.takeOut(session.live().stagedEnd(), to, DropReason.BUFFER_FULL, session);
        }
    }
}
