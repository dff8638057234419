// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.net.Connector;
import io.github.gas4j.core.internal.net.Transport;
import io.github.gas4j.core.internal.release.AnswerVerdict;
import io.github.gas4j.core.internal.release.Eviction;
import io.github.gas4j.core.internal.release.ExpiryTracker;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.route.Destinations;
import io.github.gas4j.core.internal.route.Target;
import io.github.gas4j.core.internal.session.Envelope;
import io.github.gas4j.core.internal.session.LargeFrames;
import io.github.gas4j.core.internal.session.SessionSetup;
import io.github.gas4j.core.internal.tls.TlsTransport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects that are created once for a configuration and replaced with it. Two outlive it: what is known about
 * collectors, if they are connected to as before, and what {@link ExpiryTracker} has noted.
 *
 * <p>Confined to the sender's thread.
 *
 * @param options the options that all of this follows from
 * @param destinations make connect attempts, and know the collectors
 * @param backoff computes the waits between them
 * @param expiryTracker tells which events have expired
 * @param eviction tells which events are dropped from a buffer that is nearly full
 */
record Setup(
        ClientOptions options,
        Destinations destinations,
        Backoff backoff,
        ExpiryTracker expiryTracker,
        Eviction eviction) {

    /** Creates the first set-up of a client. */
    static Setup first(ClientOptions options, SenderParts parts) {
        return of(options, parts, null, new ExpiryTracker(options.retry()));
    }

    /**
     * Creates a set-up.
     *
     * @param known what is known about collectors; null if nothing is, or it does not hold with these options
     */
    static Setup of(
            ClientOptions options, SenderParts parts, @Nullable Destinations known, ExpiryTracker expiryTracker) {
        Transport transport = options.connection().tls() == null
                ? Transport.PLAIN
                : new TlsTransport(
                        options.connection(),
                        parts.handshakes(),
                        parts.reporter().notices()::warn);
        Envelope envelope = Envelope.of(options.wire());
        List<Target> targets = new ArrayList<>();
        parts.resolver().serve(options.destinations().all().size());
        for (Destination destination : options.destinations().all()) {
            ConnectionParts connections = new ConnectionParts(
                    destination,
                    options.connection(),
                    parts.selection(),
                    parts.discarded(),
                    parts.sendQueues(),
                    transport,
                    parts.reporter().defects()::note);
            Target same = known == null ? null : known.find(destination);
            SessionSetup session = new SessionSetup(
                    options,
                    envelope,
                    connections,
                    same == null
                            ? new Verdict(options.delivery().delivery())
                            : same.session().verdict(),
                    same == null ? new AnswerVerdict() : same.session().answers(),
                    new LargeFrames(options.wire().framing()),
                    parts.quiet());
            Connector connector = new Connector(connections, parts.resolver(), parts.reporter()::inform);
            targets.add(new Target(session, connector, same));
        }
        return new Setup(
                options,
                new Destinations(options.destinations(), targets, parts.random(), parts.reporter()),
                Backoff.of(options.retry()),
                expiryTracker,
                new Eviction(options.buffer().overflow()));
    }

    /** Returns what sessions with the present collector share. */
    SessionSetup session() {
        return destinations.present().session();
    }
}
