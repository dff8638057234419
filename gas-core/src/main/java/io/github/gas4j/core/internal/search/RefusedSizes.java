// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.concurrent.TimeUnit;

/**
 * What is known about the size that a collector does not accept. After three frames that were rejected and were larger
 * than any that was accepted, frames of that size are dropped without being written, except one now and then, because the
 * collector may have been given another limit.
 *
 * <p>Confined to the sender's thread.
 */
public final class RefusedSizes {
    /** Number of rejected frames after which others of their size are not written any more. */
    private static final int ENOUGH = 3;
    /** Least time between two frames that are written all the same. It doubles while they are rejected. */
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Size of the largest frame that was accepted. */
    private int accepted;
    /** Size of the smallest frame that was rejected and larger than any that was accepted. */
    private int refused = Integer.MAX_VALUE;

    private int rejected;
    private long pauseNanos = LEAST_PAUSE_NANOS;
    private long triedAt;

    boolean isAnyKnown() {
        return refused != Integer.MAX_VALUE;
    }

    /** Returns whether frames of this size are known to have been rejected. */
    boolean isKnown(int size) {
        return size >= refused;
    }

    /** Returns whether frames at least of this size are known to have been accepted. */
    public boolean isAccepted(int size) {
        return size <= accepted;
    }

    /** Returns whether a frame of this size is larger than all that were accepted, of which there are some. */
    public boolean isUnusual(int size) {
        return accepted > 0 && size > accepted;
    }

    /** Returns the size from which on {@link #drops} may return true. */
    public int leastRefused() {
        return rejected < ENOUGH ? Integer.MAX_VALUE : refused;
    }

    /**
     * Returns whether the collector has rejected frames of this size so often that one is not worth writing. Called once for
     * each frame of at least {@link #leastRefused}; a frame for which it returns false is written.
     */
    public boolean drops(int size, long now) {
        if (size < leastRefused()) {
            return false;
        }
        if (now - triedAt < pauseNanos) {
            return true;
        }
        triedAt = now;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        return false;
    }

    /**
     * Notes that a frame was rejected. If one at least as large has lived in the same search, nothing is learned: either it is
     * not the size, or the collector was late to end a connection.
     *
     * @param lived size of the largest frame that has lived in a group
     */
    void rejected(int size, int lived, long now) {
        if (size > lived) {
            accepted(lived);
        }
        if (size > Math.max(lived, accepted)) {
            rejected++;
            refused = Math.min(refused, size);
            triedAt = now;
        }
    }

    /** Called when frames of at most this size, and one of this size, were accepted. */
    public void accepted(int size) {
        accepted = Math.max(accepted, size);
        if (accepted >= refused) {
            refused = Integer.MAX_VALUE;
            rejected = 0;
            pauseNanos = LEAST_PAUSE_NANOS;
        }
    }

    /** Called when a connection has ended for another reason: the collector may have been started anew. */
    void reconnects() {
        pauseNanos = LEAST_PAUSE_NANOS;
    }
}
