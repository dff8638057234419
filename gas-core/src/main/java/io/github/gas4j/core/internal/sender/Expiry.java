// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.release.ExpiryTracker;
import io.github.gas4j.core.internal.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Drops the events that have expired, as {@link ExpiryTracker} tells. Failed attempts count for every event, but age only
 * for events that were never written whole. An event that is on its way to a socket stays.
 *
 * <p>Frames below the dropped ones have been written or are being written. They move up, so that the room can be used at once. Moving
 * takes time, so age is looked at again only after a pause: less than a percent of the time is spent on moves.
 *
 * <p>Confined to the sender's thread.
 */
final class Expiry {
    /** Moving a byte takes about a quarter of a nanosecond. */
    private static final long PAUSE_NANOS_PER_BYTE = 32;

    private final Removal removal;
    private final Ledger ledger;
    private final ExpiryTracker tracker;
    private long notBefore;

    Expiry(Removal removal, Ledger ledger, ExpiryTracker tracker, long now) {
        this.removal = removal;
        this.tracker = tracker;
        this.ledger = ledger;
        notBefore = now;
    }

    /**
     * Drops what has expired.
     *
     * @param session the live one, if there is one
     * @param all whether there is no time left to send anything, because the JVM exits
     */
    void run(@Nullable Session session, long now, boolean all) {
        tracker.tick(now, ledger.buffer().tail());
        if (all) {
            removal.takeOut(loose(session), ledger.buffer().tail(), DropReason.SHUTDOWN, session);
        }
        drop(loose(session), tracker.dueByAttempts(), session);
        if (now - notBefore >= 0) {
            notBefore = now + drop(unwritten(session), tracker.dueByAge(), session) * PAUSE_NANOS_PER_BYTE;
        }
    }

    /** Returns the position above which events may become too old. */
    long unwritten(@Nullable Session session) {
        return Math.max(loose(session), ledger.writtenOnce());
    }

    /** Returns the position above which nothing is on its way to a socket. */
    private long loose(@Nullable Session session) {
        return session == null ? ledger.released() : session.stagedEnd();
    }

    /** Drops what lies between two positions. Returns how many bytes were moved. */
    private long drop(long from, long to, @Nullable Session session) {
        long before = from - ledger.released();
        return removal.takeOut(from, to, DropReason.RETRIES_EXHAUSTED, session) == 0 ? 0 : before;
    }
}
