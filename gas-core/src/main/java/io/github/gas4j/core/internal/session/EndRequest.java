// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import java.util.concurrent.TimeUnit;

/**
 * Whether and how a session was asked to end, and how much time it has for that.
 *
 * <p>Confined to the sender's thread.
 */
final class EndRequest {
    /** Longest wait for a frame boundary, and for the collector's end where no proof is wanted. */
    static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private enum Kind {
        NOT_ASKED,
        SOON,
        WHEN_DRAINED
    }

    private final long writeTimeoutNanos;
    private Kind kind = Kind.NOT_ASKED;
    private long askedAt;
    private long waitNanos = WAIT_NANOS;

    EndRequest(long writeTimeoutNanos) {
        this.writeTimeoutNanos = writeTimeoutNanos;
    }

    void whenDrained() {
        kind = Kind.WHEN_DRAINED;
    }

    /** Asks for an end at the next frame boundary, within a time. */
    void soon(long now, long nanos) {
        if (!isMade()) {
            kind = Kind.SOON;
            askedAt = now;
            waitNanos = nanos;
        }
    }

    boolean isMade() {
        return kind != Kind.NOT_ASKED;
    }

    boolean isSoon() {
        return kind == Kind.SOON;
    }

    boolean isWhenDrained() {
        return kind == Kind.WHEN_DRAINED;
    }

    /** Returns whether the time for a frame boundary is over. */
    boolean isOverdue(long now) {
        return isSoon() && now - askedAt >= waitNanos;
    }

    /** Returns the nanoseconds until it is. */
    long nanosUntilOverdue(long now) {
        return isSoon() ? askedAt + waitNanos - now : Long.MAX_VALUE;
    }

    /** Returns the nanoseconds within which the collector has to end its side. */
    long patience(boolean proof) {
        return switch (kind) {
            case NOT_ASKED -> writeTimeoutNanos;
            case SOON -> waitNanos;
            case WHEN_DRAINED -> proof ? Long.MAX_VALUE / 2 : WAIT_NANOS; // the sender's deadline ends it
        };
    }
}
