// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.net.Acknowledgements;
import java.util.concurrent.TimeUnit;

/**
 * Tells a {@code Rotation} whether everything that was written to a connection has arrived at the collector's system. A
 * connection that is rotated within a second of its beginning, or too soon after an expensive look, is not looked at,
 * because looks would cost too much then. It counts as complete.
 *
 * <p>Confined to the sender's thread.
 */
public final class Arrival {
    /**
     * Pause after the first look, a little more than an acknowledgement may be delayed. Each later pause is twice as
     * long.
     */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MOST_DOUBLINGS = 6;

    private final Acknowledgements acknowledgements;
    private boolean known = true;
    private int looks;
    private long lookAt;

    public Arrival(Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** Looks at the send queue if a look is due. */
    public void tick(long now) {
        if (looks > 0 ? now - lookAt >= 0 : acknowledgements.mayLook(now)) {
            acknowledgements.look(now);
            known = acknowledgements.isAllAcknowledged() || !acknowledgements.areExact();
            lookAt = now + (LOOK_AGAIN_NANOS << Math.min(looks, MOST_DOUBLINGS));
            looks++;
        }
    }

    /** Returns whether, as of the last look, nothing is known to be still on its way. */
    public boolean isComplete() {
        return known;
    }

    /** Returns the nanoseconds until the next look, or {@code Long.MAX_VALUE}. */
    public long nanosUntilDue(long now) {
        return known ? Long.MAX_VALUE : Math.max(0, lookAt - now);
    }
}
