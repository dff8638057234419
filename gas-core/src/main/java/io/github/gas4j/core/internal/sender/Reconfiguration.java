// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.buffer.Resize;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.route.Destinations;
import io.github.gas4j.core.internal.session.Outbound;
import io.github.gas4j.core.internal.session.Session;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects that another configuration needs. They are created before anything changes, so that a failure changes nothing.
 *
 * <p>Confined to the sender's thread.
 *
 * @param setup follows from the configuration
 * @param plan replaces what producers use
 * @param letters changes where dead letters are kept
 * @param sameConnection whether the present connection suits the configuration
 * @param knownDestination whether it leads to any of the same destinations
 */
record Reconfiguration(
        Setup setup, Resize.Plan plan, Runnable letters, boolean sameConnection, boolean knownDestination) {

    /** Prepares a change, or returns null and reports why it failed, most likely for lack of memory. */
    static @Nullable Reconfiguration of(
            ClientOptions next, Setup present, SenderParts parts, Resize resize, DeadLetters letters) {
        List<Destination> before = present.options().destinations().all();
        List<Destination> after = next.destinations().all();
        boolean knownDestination = !Collections.disjoint(after, before);
        Destinations known = connectsLike(next, present.options()) ? present.destinations() : null;
        boolean sameConnection = after.equals(before) && known != null;
        try {
            Setup setup = Setup.of(next, parts, known, present.expiryTracker());
            if (sameConnection) {
                setup.destinations()
                        .resume(present.destinations(), parts.clock().getAsLong());
            } else {
                setup.destinations().replace(present.destinations());
            }
            return new Reconfiguration(
                    setup,
                    resize.prepare(next, parts.clock()),
                    letters.prepare(next),
                    sameConnection,
                    knownDestination);
        } catch (RuntimeException | Error failure) {
            parts.reporter().defects().note(failure);
            parts.reporter().notices().refused(next.buffer().bufferSize(), failure);
            return null;
        }
    }

    /** Changes the limits, the buffer, the place of dead letters and the destination that is reported. Connections are left to the sender. */
    void apply(Resize resize, Outbound outbound, Reporter reporter) {
        ClientOptions next = setup.options();
        setup.expiryTracker().limits(next.retry());
        resize.begin(plan);
        outbound.firstWrites().keepFor(next.delivery().replayMaxAge().toNanos());
        letters.run();
        reporter.sendsTo(next.destinations().text());
    }

    /** Ends the present connection, if there is one, and forgets what is known about the collector. */
    void reconnect(@Nullable Session session, Inquiry inquiry, Outage outage, long now) {
        inquiry.forget();
        if (session != null) {
            session.endSoon(false, now);
        }
        outage.restart(now, knownDestination);
    }

    /** Returns whether a connection that was made for one configuration suits the other. */
    private static boolean connectsLike(ClientOptions next, ClientOptions present) {
        return next.connection().connectsLike(present.connection())
                && next.delivery().connectsLike(present.delivery())
                && next.wire().connectsLike(present.wire());
    }
}
