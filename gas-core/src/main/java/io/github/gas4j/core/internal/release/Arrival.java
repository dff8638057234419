// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.net.Acknowledgements;
import java.util.concurrent.TimeUnit;

/**
 * Tells a {@code Rotation} whether everything that was written to a connection has arrived at the collector's system. A
 * connection that is rotated within a second of its beginning, or too soon after an expensive look, counts as complete
 * without a look, because looks would cost too much then.
 *
 * <p>Confined to the sender's thread.
 */
public final class Arrival {
    /**
     * Pause after the first look, a little longer than a peer may delay an acknowledgement. Each later pause is twice
     * as long as the one before, up to 64 times the first.
     */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MOST_DOUBLINGS = 6;

    private final Acknowledgements acknowledgements;
    /** Whether to look however young the connection is. */
    private final boolean always;

    private boolean known = true;
    private int looks;
    private long lookAt;

    /**
     * Creates one that has not looked yet.
     *
     * @param always whether to look however young the connection is and whatever a look costs
     */
    public Arrival(Acknowledgements acknowledgements, boolean always) {
        this.acknowledgements = acknowledgements;
        this.always = always;
    }

    /** Looks at the send queue if a look is due. */
    public void tick(long now) {
        if (looks > 0 ? now - lookAt >= 0 : always || acknowledgements.mayLook(now)) {
            acknowledgements.look(now);
            known = acknowledgements.isAllAcknowledged() || !acknowledgements.areExact();
            lookAt = now + (LOOK_AGAIN_NANOS << Math.min(looks, MOST_DOUBLINGS));
            looks++;
        }
    }

    /** Returns whether the last look, if any, showed no byte that was still on its way. */
    public boolean isComplete() {
        return known;
    }

    /** Returns the nanoseconds until the next look, or {@code Long.MAX_VALUE}. */
    public long nanosUntilDue(long now) {
        return known ? Long.MAX_VALUE : Math.max(0, lookAt - now);
    }
}
