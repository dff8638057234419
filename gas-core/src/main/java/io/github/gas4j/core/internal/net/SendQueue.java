// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

/**
 * What the operating system shows about the bytes that were written to a connection and that the peer's kernel has not
 * acknowledged. All figures are those of the last {@link #look}.
 *
 * <p>Confined to the sender's thread.
 */
public interface SendQueue extends AutoCloseable {

    /**
     * Updates the figures. Never throws an exception. Only the first look allocates objects of its own.
     *
     * @return false if the connection cannot be seen, for example because it was reset, timed out or closed; true if it
     *     was seen, or if the look failed and the figures are unknown
     */
    boolean look();

    /** Returns an upper bound of the unacknowledged bytes, or {@link Long#MAX_VALUE} if nothing is known. */
    long unacknowledgedAtMost();

    /** Returns whether the peer had ended its side and no reset had followed. False if that is unknown. */
    boolean isPeerEnded();

    /** Returns how many retransmissions or probes in a row are unanswered. */
    int unanswered();

    /**
     * Returns the nanoseconds from the look to the kernel's next retransmission or probe, or {@link Long#MAX_VALUE}.
     */
    long nanosToNextTry();

    /** Returns whether {@link #unacknowledgedAtMost} is an exact number rather than a bound. */
    boolean isExact();

    /** Returns how many nanoseconds the look took. */
    long costNanos();

    @Override
    void close();
}
