// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

/**
 * The time for which a connection is too young to be trusted. Meanwhile, age releases no frame, and an orderly end of a
 * connection that is not idle proves nothing. Otherwise, a collector that crashes after each start would make the
 * client release events that were never read.
 *
 * <p>Confined to the sender's thread. A session has one instance, which outlives the connections that are rotated.
 */
public final class Probation {
    private long endsAt;
    private boolean suspended;

    public Probation(long now, long nanos) {
        endsAt = now + nanos;
    }

    /** Ends the time. Called when the collector has proven that it reads. */
    public void pass(long now) {
        endsAt = now;
        suspended = false;
    }

    /** Suspends trust until {@link #pass}. Called while the connection before this one has not ended yet. */
    public void suspend() {
        suspended = true;
    }

    /** Returns whether the time is over, whether or not trust is suspended. */
    public boolean isOver(long now) {
        return endsAt - now <= 0;
    }

    /** Returns the nanoseconds until the connection is trusted, 0 if it is, {@code Long.MAX_VALUE} while suspended. */
    public long nanosLeft(long now) {
        return suspended ? Long.MAX_VALUE : Math.max(0, endsAt - now);
    }
}
