// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * A client seen through JMX, registered with {@code jmx=true} as {@code io.github.gas4j:type=GasClient,name=<name>}. The
 * attributes are those of {@link GasStats}.
 */
public interface GasClientMXBean {

    /**
     * Returns the connection's state.
     *
     * @return see {@link GasStats}
     */
    String getState();

    /**
     * Returns where the client sends to.
     *
     * @return see {@link GasStats}
     */
    String getDestination();

    /**
     * Returns events that reached the client.
     *
     * @return see {@link GasStats}
     */
    long getOffered();

    /**
     * Returns complete writes of an event, replays included.
     *
     * @return see {@link GasStats}
     */
    long getWritten();

    /**
     * Returns events released as delivered.
     *
     * @return see {@link GasStats}
     */
    long getReleased();

    /**
     * Returns events written again.
     *
     * @return see {@link GasStats}
     */
    long getReplayed();

    /**
     * Returns events dropped, whatever the reason.
     *
     * @return see {@link GasStats}
     */
    long getDropped();

    /**
     * Returns events dropped as BUFFER_FULL.
     *
     * @return see {@link GasStats}
     */
    long getDroppedBufferFull();

    /**
     * Returns events dropped as SHED.
     *
     * @return see {@link GasStats}
     */
    long getDroppedShed();

    /**
     * Returns events dropped as RETRIES_EXHAUSTED.
     *
     * @return see {@link GasStats}
     */
    long getDroppedRetriesExhausted();

    /**
     * Returns events dropped as TOO_LARGE.
     *
     * @return see {@link GasStats}
     */
    long getDroppedTooLarge();

    /**
     * Returns events dropped as ENCODING_FAILED.
     *
     * @return see {@link GasStats}
     */
    long getDroppedEncodingFailed();

    /**
     * Returns events dropped as REJECTED.
     *
     * @return see {@link GasStats}
     */
    long getDroppedRejected();

    /**
     * Returns events dropped as RATE_LIMITED.
     *
     * @return see {@link GasStats}
     */
    long getDroppedRateLimited();

    /**
     * Returns events dropped as FALLBACK.
     *
     * @return see {@link GasStats}
     */
    long getDroppedFallback();

    /**
     * Returns events dropped as DEAD_LETTER.
     *
     * @return see {@link GasStats}
     */
    long getDroppedDeadLetter();

    /**
     * Returns events dropped as SHUTDOWN.
     *
     * @return see {@link GasStats}
     */
    long getDroppedShutdown();

    /**
     * Returns events that wait to be written.
     *
     * @return see {@link GasStats}
     */
    long getBufferedEvents();

    /**
     * Returns bytes of the buffer that are taken.
     *
     * @return see {@link GasStats}
     */
    long getBufferedBytes();

    /**
     * Returns events written and kept for replay.
     *
     * @return see {@link GasStats}
     */
    long getUnconfirmedEvents();

    /**
     * Returns size of the buffer in bytes.
     *
     * @return see {@link GasStats}
     */
    long getBufferCapacityBytes();

    /**
     * Returns connections established.
     *
     * @return see {@link GasStats}
     */
    long getConnections();

    /**
     * Returns attempts that failed.
     *
     * @return see {@link GasStats}
     */
    long getFailedAttempts();

    /**
     * Returns failures that were defects of the client itself.
     *
     * @return see {@link GasStats}
     */
    long getDefects();

    /**
     * Returns the last failure in words.
     *
     * @return see {@link GasStats}
     */
    String getLastError();
}
