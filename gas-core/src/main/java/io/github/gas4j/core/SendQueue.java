// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * What the operating system says of the bytes that a connection has written and that the peer's kernel has not
 * acknowledged. All figures are those of the last {@link #look}.
 *
 * <p>Confined to the sender's thread.
 */
interface SendQueue extends AutoCloseable {

    /**
     * Looks anew. Never throws, and makes no objects of its own.
     *
     * @return false if the connection can no longer be seen, because it was reset, timed out or closed; true if it was
     *     seen, or if looking failed and the figures are therefore unknown
     */
    boolean look();

    /** Returns an upper bound of the bytes that were not acknowledged, or {@link Long#MAX_VALUE} if nothing is known. */
    long unacknowledgedAtMost();

    /** Returns whether the peer had ended its side and the connection still stood; false if this cannot be told. */
    boolean isPeerEnded();

    /** Returns how many retransmissions or probes in a row are unanswered; 0 after any answer. */
    int unanswered();

    /** Returns the time from the look to the kernel's next retransmission or probe, {@link Long#MAX_VALUE} if unknown or none. */
    long nanosToNextTry();

    /** Returns whether {@link #unacknowledgedAtMost} is the exact number and not only a bound. */
    boolean isExact();

    /** Returns how long the look took. */
    long costNanos();

    @Override
    void close();
}
