// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.internal.buffer.Resize;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.util.ConfigParts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that another configuration needs, made before anything changes, so that a failure changes nothing.
 *
 * <p>Confined to the sender's thread.
 *
 * @param setup follows from the configuration
 * @param plan what producers get
 * @param sameConnection whether the present connection suits the configuration
 * @param sameDestination whether it leads to the same collectors
 */
record Reconfiguration(Setup setup, Resize.Plan plan, boolean sameConnection, boolean sameDestination) {

    /** Prepares a change, or returns null and reports why it failed, most likely for lack of memory. */
    static @Nullable Reconfiguration of(GasConfig next, Setup present, SenderParts parts, Resize resize) {
        boolean sameConnection = connectsLike(next, present.config());
        boolean sameDestination = next.destination().equals(present.config().destination());
        try {
            Verdict verdict = sameConnection ? present.verdict() : new Verdict(next.delivery());
            Setup setup = Setup.of(next, parts, verdict, present.giveUp());
            return new Reconfiguration(setup, resize.prepare(next), sameConnection, sameDestination);
        } catch (RuntimeException | Error failure) {
            parts.reporter().defects().note(failure);
            parts.reporter().notices().refused(next, failure);
            return null;
        }
    }

    /** Returns whether a connection that was made for one configuration suits the other. */
    private static boolean connectsLike(GasConfig next, GasConfig present) {
        return ConfigParts.of(next).isSameAs(ConfigParts.of(present))
                && Objects.equals(next.localAddress(), present.localAddress())
                && next.sendBufferSize() == present.sendBufferSize()
                && next.writeTimeout().equals(present.writeTimeout())
                && next.delivery() == present.delivery()
                && next.replayWindow() == present.replayWindow()
                && next.replayMaxAge().equals(present.replayMaxAge())
                && next.confirmInterval().equals(present.confirmInterval())
                && next.framing() == present.framing();
    }
}
