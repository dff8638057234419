// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * All that follows from one configuration and is replaced with it, but for what has to outlive it: the rotations, if the
 * connection stays, and what {@link GiveUp} has noted.
 *
 * <p>Confined to the sender's thread.
 */
record Setup(
        GasConfig config,
        Envelope envelope,
        Dial.Settings dialing,
        Connector connector,
        Backoff backoff,
        Rotations rotations,
        GiveUp giveUp,
        Eviction eviction) {

    static Setup of(GasConfig config, SenderParts parts, Rotations rotations, GiveUp giveUp) {
        Dial.Settings dialing = new Dial.Settings(config, parts.selection(), parts.discarded(), parts.sendQueues());
        return new Setup(
                config,
                Envelope.of(config),
                dialing,
                new Connector(dialing, parts.resolver()),
                Backoff.of(config),
                rotations,
                giveUp,
                new Eviction(config.overflow()));
    }
}
