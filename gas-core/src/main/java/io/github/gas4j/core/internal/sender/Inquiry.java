// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.Ends;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.report.Rejections;
import io.github.gas4j.core.internal.route.Target;
import io.github.gas4j.core.internal.search.Search;
import io.github.gas4j.core.internal.session.Batch;
import io.github.gas4j.core.internal.session.BufferedFrames;
import io.github.gas4j.core.internal.session.DeliverySession;
import io.github.gas4j.core.internal.session.Outbound;
import io.github.gas4j.core.internal.session.SearchSession;
import io.github.gas4j.core.internal.session.Session;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Tells the {@link Search} how connections ended, opens the sessions that it needs, and does what follows from its finding.
 * The connections of a search count neither as failed attempts nor against the collector's ability to confirm.
 *
 * <p>A collector that ends a connection during a rotation cannot confirm, or does not accept an event. So such ends are
 * passed to the {@link Verdict} only once a search has found nothing.
 *
 * <p>Confined to the sender's thread.
 */
final class Inquiry {
    /** How much of a rejected event the report shows. */
    private static final int SHOWN_BYTES = 60;

    private final Outbound outbound;
    private final Ledger ledger;
    private final Search search;
    private final BufferedFrames frames;
    private final Outage outage;
    private final LongSupplier clock;
    private final Rejections rejections;
    private final ByteBuffer shown = ByteBuffer.allocate(SHOWN_BYTES);
    /** Events that were delivered before the last end. */
    private long delivered;

    Inquiry(Outbound outbound, Outage outage, LongSupplier clock) {
        this.outbound = outbound;
        ledger = outbound.ledger();
        search = outbound.search();
        frames = new BufferedFrames(ledger);
        this.outage = outage;
        this.clock = clock;
        rejections = outbound.reporter().rejections();
    }

    /** Opens the session that is needed now. Closes the connection if there is too little memory. */
    Session over(Connection connection, Setup setup) {
        try {
            long youngNanos = outage.connected();
            if (setup.destinations().isElsewhere()) {
                goElsewhere();
            }
            search.use(setup.destinations().present().sizes());
            return search.isOn()
                    ? new SearchSession(connection, setup.session(), outbound, clock)
                    : new DeliverySession(connection, setup.session(), outbound, clock, youngNanos);
        } catch (RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    /** Forgets what holds for the collector before only: a search, and when events were first written to it. */
    private void goElsewhere() {
        if (search.isOn()) {
            forget();
        }
        outbound.firstWrites().restart(ledger.touched());
    }

    /** Called in every cycle. Notes the size of what was accepted. */
    void tick() {
        Batch batch = outbound.batch();
        if (batch.largestBytes() > 0 && batch.largestEnd() <= ledger.released()) {
            if (ledger.isDelivered(batch.largestEnd())) {
                search.sizes().accepted(batch.largestBytes());
            }
            batch.forgetLargest();
        }
    }

    /** Called when the connection of a session was lost, after the session was closed. Returns whether a search begins. */
    boolean begins(DeliverySession ended, Throwable failure, Setup setup, long now) {
        long released = outbound.counters().released();
        boolean progress = released > delivered;
        delivered = released;
        if (setup.destinations().isReplacing()) {
            return false; // the collector is none of these
        }
        Target target = setup.destinations().present();
        if (progress) {
            target.forgiveBreaks();
            setup.destinations().forgetRejection();
        }
        if (ended.isBrokenEarly()) {
            target.breaksEarly();
        }
        search.ended(frames, Ends.isByPeer(failure), progress, ended.lifeNanos(now), ended.wireEnd(), now);
        if (search.isOn()) {
            rejections.searches(now, target.destination());
        } else if (!search.isFresh() || target.brokenEarly() >= Verdict.MOST_FAILURES) {
            target.blame(now);
        }
        return search.isOn();
    }

    /** Called after a session of the search, and after an end that has begun one. Decides when to connect again. */
    void goOn(Setup setup, boolean closing, long now) {
        if (closing) {
            leaveOut(now);
        }
        if (!search.isOn()) {
            rejections.searched();
        }
        Target target = setup.destinations().present();
        Search.Finding found = search.take();
        if (found == Search.Finding.REJECTED) {
            if (!setup.destinations().asksAnother()) {
                reject(setup, now);
            }
            target.forgiveBreaks();
            setup.expiryTracker().proven(); // the event has caused the failures, so they count against no other
            outage.retrySoon(now);
        } else if (found == Search.Finding.RECOVERED) {
            target.blame(now);
            outage.retrySoon(now);
        } else if (found == Search.Finding.NONE) {
            outage.retrySoon(now);
            if (search.isOn()) {
                outage.searches(now);
            }
        } else {
            if (found == Search.Finding.NOTHING) {
                target.blame(now);
            }
            outage.searchedInVain(now, ledger, setup);
        }
    }

    /** Drops the suspect of a client that ends, so that everything else can be written. Called while there is no session. */
    void leaveOut(long now) {
        if (search.isSuspectLikely(frames)) {
            outbound.strike(search.suspect(), DropReason.SHUTDOWN);
            search.leftOut();
            rejections.searched();
            outage.retrySoon(now);
        }
    }

    /** Forgets everything, because the options of the connection have changed. */
    void forget() {
        search.forget();
        rejections.searched();
    }

    private void reject(Setup setup, long now) {
        long suspect = search.suspect();
        int size = frames.size(suspect);
        shown.clear();
        ledger.buffer().get(suspect, 0, shown, Math.min(size, SHOWN_BYTES));
        outbound.strike(suspect, DropReason.REJECTED); // first, because there may be no memory for the line
        setup.destinations().forgetRejection();
        rejections.rejected(now, setup.destinations().present().destination(), size, search.deaths(), shown.flip());
    }
}
