// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

/**
 * The time for which a connection is too young to be trusted: while it lasts, nothing is released for its age, and an
 * orderly end of a connection that is not idle proves nothing. A collector that crashes after each start would otherwise
 * have events released that it never read.
 *
 * <p>Confined to the sender's thread. One object serves a session, and outlives the connections that it rotates.
 */
public final class Probation {
    private long endsAt;
    private boolean suspended;

    public Probation(long now, long nanos) {
        endsAt = now + nanos;
    }

    /** Ends the time, because the collector has proven that it reads. */
    public void pass(long now) {
        endsAt = now;
        suspended = false;
    }

    /** Keeps the connection from being trusted until {@link #pass}, because the one before it has not ended yet. */
    public void suspend() {
        suspended = true;
    }

    /** Returns whether the time is over, apart from {@link #suspend}. */
    public boolean isOver(long now) {
        return endsAt - now <= 0;
    }

    /** Returns the nanoseconds until the connection is trusted, 0 if it is, {@code Long.MAX_VALUE} while suspended. */
    public long nanosLeft(long now) {
        return suspended ? Long.MAX_VALUE : Math.max(0, endsAt - now);
    }
}
