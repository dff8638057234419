// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * A snapshot of a client's counters. At every quiet point
 *
 * <pre>{@code
 * offered = released + dropped + bufferedEvents + unconfirmedEvents
 * bufferedBytes = unsentBytes + unconfirmedBytes
 * }</pre>
 *
 * No counter is derived from the others. Counts start with the client and never decrease. Three alerts are worth having:
 *
 * <ol>
 *   <li><b>Events are lost</b>: any rate of {@code dropped} for another reason than {@link DropReason#SHED},
 *       {@link DropReason#RATE_LIMITED}, {@link DropReason#FALLBACK} and {@link DropReason#DEAD_LETTER}, which were asked for
 *       by an option.
 *   <li><b>Nothing arrives</b>: {@code oldestBufferedMillis} is above a minute for half a minute, which with the default
 *       {@code maxRetries} of about two minutes is half a minute before the first loss. Not at once, because events of a
 *       lost connection that are written again may be a minute old. Or {@code sinceLastProgressMillis} is above two minutes
 *       while {@code bufferedEvents + unconfirmedEvents} is above 0; an idle client makes no progress.
 *   <li><b>The buffer fills up</b>: {@code bufferedBytes} is above three quarters of {@code bufferCapacityBytes}. The next
 *       loss is near, however short the outage was.
 * </ol>
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
 * @param unsentBytes bytes of the buffer that wait to be written, the counterpart of {@code bufferedEvents}
 * @param unconfirmedBytes bytes of the buffer that were written, the counterpart of {@code unconfirmedEvents}
 * @param oldestBufferedMillis how long the oldest event that waits to be written has been in the buffer; 0 if none waits. An
 *     event that is to be written again waits, and is as old as before. The figure is exact to 100 ms or, if the buffer holds
 *     the events of more than half a minute, to about a hundredth of that time; it is never too high
 * @param sinceLastProgressMillis time since anything last reached the collector or, if nothing has, since the start of the
 *     client. It grows while the client is idle. On Linux it counts what the collector's system has acknowledged, which is
 *     looked at about once a second; elsewhere, and in the first second of a connection, what the socket has taken
 * @param connections connections that were established, second ones that took over included
 * @param failedAttempts attempts to connect that failed, and connections that ended before they were proven
 * @param outages times in which there was no connection after a failure, a present one included. A peer that accepts and
 *     closes connections causes many short ones
 * @param outageNanos how long they lasted together, until now if one lasts
 * @param connects attempts that led to a connection
 * @param connectNanos how long these attempts took together, the lookup of the name and the TLS handshake included
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
        long unsentBytes,
        long unconfirmedBytes,
        long oldestBufferedMillis,
        long sinceLastProgressMillis,
        long connections,
        long failedAttempts,
        long outages,
        long outageNanos,
        long connects,
        long connectNanos,
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
                closed,
                destination,
                events,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                events,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "");
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

    /**
     * Returns how many events were dropped for a reason.
     *
     * @param reason why they were dropped
     * @return the counter of that reason
     */
    public long dropped(DropReason reason) {
        return switch (reason) {
            case BUFFER_FULL -> droppedBufferFull;
            case SHED -> droppedShed;
            case RETRIES_EXHAUSTED -> droppedRetriesExhausted;
            case TOO_LARGE -> droppedTooLarge;
            case ENCODING_FAILED -> droppedEncodingFailed;
            case REJECTED -> droppedRejected;
            case RATE_LIMITED -> droppedRateLimited;
            case FALLBACK -> droppedFallback;
            case DEAD_LETTER -> droppedDeadLetter;
            case SHUTDOWN -> droppedShutdown;
        };
    }
}
