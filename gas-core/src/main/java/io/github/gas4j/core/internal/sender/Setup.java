// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.net.Connector;
import io.github.gas4j.core.internal.net.Transport;
import io.github.gas4j.core.internal.release.AnswerVerdict;
import io.github.gas4j.core.internal.release.Eviction;
import io.github.gas4j.core.internal.release.ExpiryTracker;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.session.Envelope;
import io.github.gas4j.core.internal.session.LargeFrames;
import io.github.gas4j.core.internal.session.SessionSetup;
import io.github.gas4j.core.internal.tls.TlsTransport;

/**
 * The objects that are created once for a configuration and replaced with it. Two outlive it: the verdict on the
 * collector, if the connection stays, and what {@link ExpiryTracker} has noted.
 *
 * <p>Confined to the sender's thread.
 *
 * @param session what sessions share
 * @param connector makes connect attempts
 * @param backoff computes the waits between them
 * @param expiryTracker tells which events have expired
 * @param eviction tells which events are dropped from a buffer that is nearly full
 */
record Setup(
        SessionSetup session, Connector connector, Backoff backoff, ExpiryTracker expiryTracker, Eviction eviction) {

    /** Creates the first set-up of a client. */
    static Setup first(ClientOptions options, SenderParts parts) {
        Verdict verdict = new Verdict(options.delivery().delivery());
        return of(options, parts, verdict, new AnswerVerdict(), new ExpiryTracker(options.retry()));
    }

    static Setup of(
            ClientOptions options,
            SenderParts parts,
            Verdict verdict,
            AnswerVerdict answers,
            ExpiryTracker expiryTracker) {
        ConnectionParts connections = new ConnectionParts(
                options.connection(),
                parts.selection(),
                parts.discarded(),
                parts.sendQueues(),
                options.connection().tls() == null
                        ? Transport.PLAIN
                        : new TlsTransport(
                                options.connection(),
                                parts.handshakes(),
                                parts.reporter().notices()::warn),
                parts.reporter().defects()::note);
        return new Setup(
                new SessionSetup(
                        options,
                        Envelope.of(options.wire()),
                        connections,
                        verdict,
                        answers,
                        new LargeFrames(options.wire().framing()),
                        parts.quiet()),
                new Connector(connections, parts.resolver()),
                Backoff.of(options.retry()),
                expiryTracker,
                new Eviction(options.buffer().overflow()));
    }

    /** Returns the options that all of this follows from. */
    ClientOptions options() {
        return session.options();
    }
}
