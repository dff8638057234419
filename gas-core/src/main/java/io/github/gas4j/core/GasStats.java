// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * A snapshot of a client's counters. At every quiet point {@code offered = released + dropped + bufferedEvents +
 * unconfirmedEvents}; no counter is derived from the others. Counts start with the client and never decrease.
 *
 * @param state the connection's state
 * @param destination where the client sends to, as configured
 * @param offered events that reached the client, refused ones included
 * @param written complete writes of an event, replays included
 * @param released events released because they count as delivered
 * @param replayed writes of events of which some bytes had gone to an earlier connection
 * @param droppedBufferFull events dropped as {@link DropReason#BUFFER_FULL}
 * @param droppedShed events dropped as {@link DropReason#SHED}
 * @param droppedRetriesExhausted events dropped as {@link DropReason#RETRIES_EXHAUSTED}
 * @param droppedTooLarge events dropped as {@link DropReason#TOO_LARGE}
 * @param droppedEncodingFailed events dropped as {@link DropReason#ENCODING_FAILED}
 * @param droppedRejected events dropped as {@link DropReason#REJECTED}
 * @param droppedRateLimited events dropped as {@link DropReason#RATE_LIMITED}
 * @param droppedFallback events dropped as {@link DropReason#FALLBACK}
 * @param droppedDeadLetter events dropped as {@link DropReason#DEAD_LETTER}
 * @param droppedShutdown events dropped as {@link DropReason#SHUTDOWN}
 * @param bufferedEvents events in the buffer that wait to be written
 * @param bufferedBytes bytes of the buffer that are taken, headers included
 * @param unconfirmedEvents events in the buffer that were written and may be written again
 * @param bufferCapacityBytes size of the buffer in bytes
 * @param connections connections that were established
 * @param failedAttempts attempts to connect that failed, and connections that ended before they were proven
 * @param defects failures that were defects of the client itself, each reported through {@link GasListener#failed}, at most
 *     one a minute
 * @param lastError the last failure in words, empty if there was none
 */
public record GasStats(
        ConnectionState state,
        String destination,
        long offered,
        long written,
        long released,
        long replayed,
        long droppedBufferFull,
        long droppedShed,
        long droppedRetriesExhausted,
        long droppedTooLarge,
        long droppedEncodingFailed,
        long droppedRejected,
        long droppedRateLimited,
        long droppedFallback,
        long droppedDeadLetter,
        long droppedShutdown,
        long bufferedEvents,
        long bufferedBytes,
        long unconfirmedEvents,
        long bufferCapacityBytes,
        long connections,
        long failedAttempts,
        long defects,
        String lastError) {

    /**
     * Makes the snapshot of a client that never came to be: it is closed, and has dropped as {@link DropReason#SHUTDOWN} what
     * it was offered.
     *
     * @param destination where events were to go, as configured; empty if that is not known
     * @param events how many were offered
     * @return the snapshot
     */
    public static GasStats ofRefused(String destination, long events) {
        ConnectionState closed = ConnectionState.CLOSED;
        return new GasStats(
                closed, destination, events, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, events, 0, 0, 0, 0, 0, 0, 0, "");
    }

    /**
     * Returns how many events were dropped, whatever the reason.
     *
     * @return the sum of all drop counters
     */
    public long dropped() {
        return droppedBufferFull
                + droppedShed
                + droppedRetriesExhausted
                + droppedTooLarge
                + droppedEncodingFailed
                + droppedRejected
                + droppedRateLimited
                + droppedFallback
                + droppedDeadLetter
                + droppedShutdown;
    }
}
