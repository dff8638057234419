// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** Why an event was dropped; every drop is counted under exactly one reason. */
public enum DropReason {
    /** The buffer had no room for the event, or the event was evicted to make room ({@code overflow}). */
    BUFFER_FULL,
    /** The event's severity was at or below {@code shedLevel} while the buffer was fuller than {@code shedThreshold}. */
    SHED,
    /**
     * The event waited through {@code maxRetries} failed retries, or for its first complete write longer than
     * {@code deliveryTimeout}.
     */
    RETRIES_EXHAUSTED,
    /** The event was larger than {@code maxEventSize}. */
    TOO_LARGE,
    /** The encoder, the layout or something they called failed on the event, or copying it into the buffer did. */
    ENCODING_FAILED,
    /**
     * The collector closed the connection each time that the event was written to it, and did not on other events. Usually
     * the event is larger than the collector's limit. It may have arrived.
     */
    REJECTED,
    /** The event came faster than {@code rateLimit} and {@code rateBurst} allow. It was not even encoded. */
    RATE_LIMITED,
    /** The buffer did not take the event, and the fallback appender did. */
    FALLBACK,
    /** The event was taken out of the buffer, for whatever other reason, and its bytes are in {@code deadLetterFile}. */
    DEAD_LETTER,
    /** The event came after the client was closed, or was still in the buffer when the time to close was over. */
    SHUTDOWN
}
