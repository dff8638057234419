// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * All that follows from one configuration and is replaced with it.
 *
 * <p>Confined to the sender's thread.
 */
record Setup(
        GasConfig config,
        Envelope envelope,
        Dial.Settings dialing,
        Connector connector,
        Rotations rotations,
        GiveUp giveUp,
        Eviction eviction) {

    static Setup of(GasConfig config, SenderParts parts, Rotations rotations) {
        Dial.Settings dialing = new Dial.Settings(config, parts.selector(), parts.sendQueues());
        return new Setup(
                config,
                Envelope.of(config),
                dialing,
                new Connector(dialing, parts.resolver()),
                rotations,
                new GiveUp(config),
                new Eviction(config.overflow()));
    }
}
