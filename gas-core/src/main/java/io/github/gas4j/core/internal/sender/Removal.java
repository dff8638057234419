// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.release.Eviction;
import io.github.gas4j.core.internal.release.ExpiryTracker;
import io.github.gas4j.core.internal.release.FirstWrites;
import io.github.gas4j.core.internal.session.Outbound;
import io.github.gas4j.core.internal.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Drops frames from the front or the middle of the buffer. After a drop from the middle, the frames below it move up, so
 * that the room is free at once, and this class tells every object that holds positions.
 *
 * <p>Confined to the sender's thread.
 */
final class Removal {
    private final Outbound outbound;
    private final Ledger ledger;
    private final FirstWrites firstWrites;
    private final ExpiryTracker expiryTracker;
    private final Outage outage;
    private final DeadLetters letters;

    Removal(Outbound outbound, ExpiryTracker expiryTracker, Outage outage, DeadLetters letters) {
        this.outbound = outbound;
        ledger = outbound.ledger();
        firstWrites = outbound.firstWrites();
        this.expiryTracker = expiryTracker;
        this.outage = outage;
        this.letters = letters;
    }

    /**
     * Makes room: drops first what was written and kept, which may have arrived, then unsent frames, but none that is on its
     * way to the socket of {@code session}, the live one if there is one.
     *
     * @return whether there was need to
     */
    boolean evict(Eviction eviction, @Nullable Session session) {
        if (!eviction.isDue(ledger)) {
            return false;
        }
        if (session == null) {
            ledger.drop(eviction.end(ledger, 0), DropReason.BUFFER_FULL);
            return true;
        }
        long staged = session.stagedEnd();
        long to = eviction.end(ledger, staged - ledger.sent());
        ledger.drop(Math.min(to, ledger.sent()), DropReason.BUFFER_FULL);
        takeOut(staged, to, DropReason.BUFFER_FULL, session);
        return true;
    }

    /**
     * Drops the frames between two positions, none of which is on its way to a socket.
     *
     * @param session the live one, if there is one
     * @return how many bytes were dropped
     */
    long takeOut(long from, long to, DropReason reason, @Nullable Session session) {
        Gap gap = ledger.takeOut(from, to, reason);
        if (gap.bytes() > 0) {
            outbound.batch().moveOver(gap);
            outbound.search().moveOver(gap);
            outbound.arrivals().moveOver(gap);
            firstWrites.moveOver(gap);
            expiryTracker.moveOver(gap);
            outage.moveOver(gap);
            letters.moveOver(gap);
            if (session != null) {
                session.moveOver(gap);
            }
        }
        return gap.bytes();
    }
}
