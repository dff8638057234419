// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

/**
 * How far a client is on the way to its end.
 *
 * <pre>
 *   RUNNING ⇄ RETIRED ──the grace is over──► DRAINING ──► CLOSING
 *      └──────────┴────────────close()──────────────────────┘
 * </pre>
 *
 * <p>A retired client works as before. One that drains takes nothing more, and has all the time that its retry limits give. One
 * that closes has a deadline.
 *
 * <p>Thread-safe: {@code this} guards every change, so that a client is either resumed or drains. The sender's looks in every
 * cycle take no lock: both fields are volatile, and {@code time} is stored before {@code stage}.
 */
final class EndOfClient {
    private enum Stage {
        RUNNING,
        RETIRED,
        DRAINING,
        CLOSING
    }

    private volatile Stage stage = Stage.RUNNING;
    /** When the grace is over, or the deadline of a closing client. */
    private volatile long time;

    synchronized void retire(long drainAt) {
        if (stage == Stage.RUNNING || stage == Stage.RETIRED) {
            time = drainAt;
            stage = Stage.RETIRED;
        }
    }

    synchronized boolean resume() {
        if (stage == Stage.RETIRED) {
            stage = Stage.RUNNING;
        }
        return stage == Stage.RUNNING;
    }

    synchronized void close(long deadline) {
        if (stage != Stage.CLOSING) {
            time = deadline;
            stage = Stage.CLOSING;
        }
    }

    /** Begins to drain if the grace is over. Returns whether it has just begun. */
    boolean drainIfDue(long now) {
        return stage == Stage.RETIRED && beginToDrain(now);
    }

    private synchronized boolean beginToDrain(long now) {
        boolean due = stage == Stage.RETIRED && now - time >= 0;
        if (due) {
            stage = Stage.DRAINING;
        }
        return due;
    }

    /** Returns whether the client is to end once everything is sent. */
    boolean isWanted() {
        Stage present = stage;
        return present == Stage.DRAINING || present == Stage.CLOSING;
    }

    /** Returns whether it has a deadline. */
    boolean isHurried() {
        return stage == Stage.CLOSING;
    }

    /** Returns the nanoseconds until the grace or the deadline is over. Called by the sender. */
    long nanosLeft(long now) {
        Stage present = stage;
        return present == Stage.RETIRED || present == Stage.CLOSING ? Math.max(0, time - now) : Long.MAX_VALUE;
    }
}
