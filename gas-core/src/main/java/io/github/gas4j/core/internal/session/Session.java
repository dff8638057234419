// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.net.Connection;
import java.io.IOException;

/**
 * What is done over a connection until it is lost or the session is told to end: a {@link DeliverySession} delivers, a
 * {@link SearchSession} finds out on which event the collector ends connections.
 *
 * <p>Confined to the sender's thread.
 */
public sealed interface Session permits DeliverySession, SearchSession {

    /** Does what can be done now. Throws if the connection is lost, or another one that the session depends on. */
    void pump(long now) throws IOException;

    /** Returns whether the collector ended the connection in order while it was idle, which is no failure. */
    boolean isEndedIdle();

    /**
     * Makes the session end in order when nothing unsent is left.
     *
     * @param hurried whether the sender has a deadline
     */
    void endWhenDrained(boolean hurried);

    /**
     * Makes the collector prove soon that it has read what was written.
     *
     * @return whether this call has made the session end, whose answer is the proof
     */
    boolean confirm(long now);

    /** Makes the session end in order at the next frame boundary, or abruptly 500 ms later; a patient one after a second. */
    void endSoon(boolean patient, long now);

    boolean isOver();

    /** Returns whether the collector ended its side after ours, as a collector does that has read everything. */
    boolean isAnswered();

    /** Returns whether the last {@link #pump} wrote anything. */
    boolean hasMoved();

    /** Returns whether nothing can be written until the collector has done something, or time has passed. */
    boolean isBlocked();

    /** Returns whether there is probably more to write at once. */
    boolean isFull();

    /** Returns whether the session has lasted long enough to be trusted, or the collector has proven that it reads. */
    boolean isProven(long now);

    /** Returns the nanoseconds until {@link #pump} has to be called even if nothing happens. */
    long nanosUntilDue(long now);

    /** Returns the connection that is written to. */
    Connection connection();

    /** Returns the position above which no frame is on its way to the socket. */
    long stagedEnd();

    /** Adapts all positions to a gap that was closed. */
    void moveOver(Gap gap);

    /**
     * Closes every connection. What is not released will be written to the next one.
     *
     * @param how how the live connection came to its end; counts as lost if only a proof releases anything
     */
    void close(Closing how, long now);
}
