// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.net.Connector;
import io.github.gas4j.core.internal.release.Eviction;
import io.github.gas4j.core.internal.release.ExpiryTracker;
import io.github.gas4j.core.internal.release.Verdict;
import java.util.function.LongUnaryOperator;

/**
 * The objects that are created once for a configuration and replaced with it. Two outlive it: the verdict on the
 * collector, if the connection stays, and what {@link ExpiryTracker} has noted.
 *
 * <p>Confined to the sender's thread.
 */
record Setup(
        ClientOptions options,
        Envelope envelope,
        ConnectionParts connections,
        Connector connector,
        Backoff backoff,
        Verdict verdict,
        LongUnaryOperator quiet,
        ExpiryTracker expiryTracker,
        Eviction eviction) {

    /** Creates the first set-up of a client. */
    static Setup first(ClientOptions options, SenderParts parts) {
        return of(options, parts, new Verdict(options.delivery().delivery()), new ExpiryTracker(options.retry()));
    }

    static Setup of(ClientOptions options, SenderParts parts, Verdict verdict, ExpiryTracker expiryTracker) {
        ConnectionParts connections = new ConnectionParts(
                options.connection(),
                parts.selection(),
                parts.discarded(),
                parts.sendQueues(),
                parts.reporter().defects()::note);
        return new Setup(
                options,
                Envelope.of(options.wire()),
                connections,
                new Connector(connections, parts.resolver()),
                Backoff.of(options.retry()),
                verdict,
                parts.quiet(),
                expiryTracker,
                new Eviction(options.buffer().overflow()));
    }
}
