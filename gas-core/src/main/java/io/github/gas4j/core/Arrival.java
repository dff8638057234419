// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * Whether all that was written to a connection has arrived at the collector's system, which the end of a {@link Rotation}
 * waits for. A connection that is rotated within a second of its begin is not looked at, because looks would cost too much
 * then.
 *
 * <p>Confined to the sender's thread.
 */
final class Arrival {
    /** How long after the first look the next one is, a little more than an acknowledgement may be delayed; doubled then. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MOST_DOUBLINGS = 6;

    private final Acknowledgements acknowledgements;
    private boolean known = true;
    private int looks;
    private long lookAt;

    Arrival(Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** Returns whether nothing is known to be still on its way; looks if it is time to. */
    boolean isComplete(long now) {
        if (looks > 0 ? now - lookAt >= 0 : acknowledgements.mayLook(now)) {
            acknowledgements.look(now);
            known = acknowledgements.isAllAcknowledged() || !acknowledgements.areExact();
            lookAt = now + (LOOK_AGAIN_NANOS << Math.min(looks, MOST_DOUBLINGS));
            looks++;
        }
        return known;
    }

    /** Returns the nanoseconds until the next look, or {@code Long.MAX_VALUE}. */
    long nanosUntilDue(long now) {
        return known ? Long.MAX_VALUE : Math.max(0, lookAt - now);
    }
}
