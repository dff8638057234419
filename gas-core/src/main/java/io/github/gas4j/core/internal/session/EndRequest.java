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

    /** The same where an answer is worth waiting for. Nothing is written meanwhile, so the buffer must hold what is logged. */
    static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum Kind {
        NOT_ASKED,
        SOON,
        WHEN_DRAINED,
        WHEN_DRAINED_IN_A_HURRY
    }

    private final long writeTimeoutNanos;
    private Kind kind = Kind.NOT_ASKED;
    private long askedAt;
    private long waitNanos = WAIT_NANOS;
    private boolean forProof;

    EndRequest(long writeTimeoutNanos) {
        this.writeTimeoutNanos = writeTimeoutNanos;
    }

    /**
     * Asks for an end when nothing unsent is left.
     *
     * @param hurried whether the sender has a deadline
     */
    void whenDrained(boolean hurried) {
        kind = hurried ? Kind.WHEN_DRAINED_IN_A_HURRY : Kind.WHEN_DRAINED;
    }

    /**
     * Asks for an end at the next frame boundary that proves that the collector has read everything.
     *
     * @return whether this has made the request, rather than one before
     */
    boolean proven(long now) {
        boolean first = !isMade();
        if (first) {
            soon(now, ANSWER_NANOS);
            forProof = true;
        }
        return first;
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
        return kind == Kind.WHEN_DRAINED || kind == Kind.WHEN_DRAINED_IN_A_HURRY;
    }

    /** Returns whether the session ends when it is drained and nobody waits for that. */
    boolean isPatient() {
        return kind == Kind.WHEN_DRAINED;
    }

    /** Returns whether the end is worth something only if the collector answers it. */
    boolean isForProof() {
        return forProof;
    }

    /** Returns whether the time for a frame boundary is over. */
    boolean isOverdue(long now) {
        return isSoon() && now - askedAt >= waitNanos;
    }

    /** Returns the nanoseconds until it is. */
    long nanosUntilOverdue(long now) {
        return isSoon() ? askedAt + waitNanos - now : Long.MAX_VALUE;
    }

    /**
     * Returns the nanoseconds within which the collector has to end its side.
     *
     * @param proof whether the end would prove that everything was read
     * @param unproven whether anything is left for it to prove
     */
    long patience(boolean proof, boolean unproven) {
        return switch (kind) {
            case NOT_ASKED -> writeTimeoutNanos;
            case SOON -> waitNanos;
            case WHEN_DRAINED -> unproven ? writeTimeoutNanos : WAIT_NANOS;
            case WHEN_DRAINED_IN_A_HURRY -> proof ? Long.MAX_VALUE / 2 : WAIT_NANOS; // the sender's deadline ends it
        };
    }
}
