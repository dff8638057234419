// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;

/**
 * What shows that the collector has got what was written to one connection: its answers to {@link Questions} where it gives
 * them, otherwise what its kernel has acknowledged.
 *
 * <p>Confined to the sender's thread.
 *
 * @param acknowledgements what the collector's kernel has acknowledged
 * @param questions what the collector itself has answered
 */
public record Evidence(Acknowledgements acknowledgements, Questions questions) {
    /** Returns the position below which everything has been got. */
    long end(Ledger ledger, Marks writes) {
        if (questions.decide()) {
            return questions.provenEnd();
        }
        return acknowledgements.isAllAcknowledged()
                ? ledger.sent()
                : writes.lastAtOffset(acknowledgements.acknowledged(), ledger.released());
    }

    /** Returns the position below which everything has been read if the collector has ended the connection in order. */
    long endOfRead(Ledger ledger, Marks writes) {
        return questions.decide() || questions.endProvesReading() ? end(ledger, writes) : questions.provenEnd();
    }

    /** Looks again, and returns whether as much has been got as this system can ever show. */
    boolean isComplete(long now) {
        if (questions.decide()) {
            return false;
        }
        try {
            acknowledgements.look(now);
            boolean unknown = !acknowledgements.areSeen();
            return unknown || (!acknowledgements.areExact() && acknowledgements.isSettled());
        } catch (OutOfMemoryError noMemory) {
            return false; // use only what is known without the look
        }
    }
}
