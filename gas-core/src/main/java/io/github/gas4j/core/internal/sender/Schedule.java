// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.release.Arrivals;
import io.github.gas4j.core.internal.report.Stuck;
import io.github.gas4j.core.internal.route.Destinations;
import io.github.gas4j.core.internal.session.DeliverySession;
import io.github.gas4j.core.internal.session.Outbound;
import io.github.gas4j.core.internal.session.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a cycle: emits the reports, puts back dead letters and seeks the next connection as they are due, computes the next deadline, and waits until
 * then or until something happens.
 *
 * <p>Confined to the sender's thread.
 */
final class Schedule {
    private final SenderParts parts;
    private final IdleStrategy idleStrategy;
    private final Ledger ledger;
    private final Arrivals arrivals;
    private final Outage outage;
    private final Expiry expiry;
    private final DeadLetters letters;
    private final StreamReporter streamReporter;
    private final Stuck stuck = new Stuck();

    Schedule(
            SenderParts parts,
            Outbound outbound,
            Outage outage,
            Expiry expiry,
            DeadLetters letters,
            StreamReporter streamReporter) {
        this.parts = parts;
        ledger = outbound.ledger();
        arrivals = outbound.arrivals();
        this.outage = outage;
        this.expiry = expiry;
        this.letters = letters;
        this.streamReporter = streamReporter;
        idleStrategy = parts.idleStrategy();
    }

    /**
     * Ends the cycle.
     *
     * @param session the live one, or null while there is no connection
     * @param connecting whether an attempt to connect is under way
     */
    void idle(long now, Setup setup, @Nullable Session session, boolean connecting) throws IOException {
        long wait = Math.min(parts.reporter().tick(now), stuck.tick(ledger, now, parts.reporter()));
        wait = Math.min(wait, streamReporter.tick(now, setup.options(), session));
        if (parts.requests().takeJvmExits()) {
            letters.endReplay();
            parts.reporter().jvmExits();
        }
        EndOfClient end = parts.requests().end();
        long reserve = end.isHurried() ? letters.reserveNanos() : 0;
        wait = Math.min(wait, Math.max(0, end.nanosLeft(now) - reserve));
        if (end.isWanted()) {
            letters.letGo();
            setup.destinations().endSuccession();
        } else if (session != null) {
            wait = Math.min(wait, letters.tick(now));
            wait = Math.min(wait, succeed(session, setup.destinations(), now));
        }
        wait = Math.min(wait, arrivals.nanosUntilDue());
        long wakeAbove = Math.min(setup.eviction().wakeAbove(ledger), arrivals.wakeAbove());
        FrameBuffer buffer = ledger.buffer();
        long unwritten = expiry.unwritten(session);
        if (buffer.tail() > unwritten) {
            wait = Math.min(wait, setup.expiryTracker().spacingNanos());
        } else if (setup.expiryTracker().isTimed()) {
            wakeAbove = Math.min(wakeAbove, unwritten); // to note when the next event came
        }
        if (session != null) {
            idleConnected(session, Math.min(wait, session.nanosUntilDue(now)), wakeAbove);
        } else if (connecting) {
            idleStrategy.sleep(Math.min(wait, setup.destinations().deadline(now) - now), wakeAbove, buffer);
        } else {
            idleStrategy.sleep(
                    Math.min(wait, outage.nanosUntilDue(now)), Math.min(wakeAbove, outage.wakeAbove()), buffer);
        }
    }

    /** Ends the session if another connection takes over. Returns the nanoseconds until that is due. */
    private static long succeed(Session session, Destinations destinations, long now) {
        if (!(session instanceof DeliverySession)) {
            return Long.MAX_VALUE;
        }
        if (destinations.succeeds(now)) {
            session.endSoon(true, now);
            return 0;
        }
        return destinations.nanosUntilDue(now);
    }

    private void idleConnected(Session live, long due, long wakeAbove) throws IOException {
        if (live.isBlocked()) {
            idleStrategy.sleep(due, wakeAbove, ledger.buffer());
        } else if (!live.isFull()) {
            idleStrategy.idle(due, Math.min(wakeAbove, ledger.sent()), ledger.buffer());
        }
    }
}
