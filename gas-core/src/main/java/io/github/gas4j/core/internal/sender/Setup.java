// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.net.Connector;
import io.github.gas4j.core.internal.net.Dial;
import io.github.gas4j.core.internal.release.Eviction;
import io.github.gas4j.core.internal.release.GiveUp;
import io.github.gas4j.core.internal.release.Verdict;
import java.util.function.LongUnaryOperator;

/**
 * The objects that are created once for a configuration and replaced with it. Two outlive it: the verdict on the
 * collector, if the connection stays, and what {@link GiveUp} has noted.
 *
 * <p>Confined to the sender's thread.
 */
record Setup(
        GasConfig config,
        Envelope envelope,
        Dial.Settings dialing,
        Connector connector,
        Backoff backoff,
        Verdict verdict,
        LongUnaryOperator quiet,
        GiveUp giveUp,
        Eviction eviction) {

    /** Creates the first set-up of a client. */
    static Setup first(GasConfig config, SenderParts parts) {
        return of(config, parts, new Verdict(config.delivery()), new GiveUp(config));
    }

    static Setup of(GasConfig config, SenderParts parts, Verdict verdict, GiveUp giveUp) {
        Dial.Settings dialing = new Dial.Settings(
                config,
                parts.selection(),
                parts.discarded(),
                parts.sendQueues(),
                parts.reporter().defects()::note);
        return new Setup(
                config,
                Envelope.of(config),
                dialing,
                new Connector(dialing, parts.resolver()),
                Backoff.of(config),
                verdict,
                parts.quiet(),
                giveUp,
                new Eviction(config.overflow()));
    }
}
