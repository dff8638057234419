// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import java.util.Map;

/**
 * The values of {@link Counters} at about one moment; exact while nothing is counted.
 *
 * <p>Immutable.
 *
 * @param offered events that reached the client, refused ones included
 * @param appended events that were put into the buffer
 * @param sent events that have left the unsent part of the buffer
 * @param freed events that have left the buffer
 * @param written complete writes of an event, replays included
 * @param released events that left the buffer as delivered
 * @param replayed writes of events of which some bytes had gone to an earlier connection
 * @param lost events that left the buffer as dropped
 * @param drops all dropped events by reason, refused ones included
 * @param connections connections that were established
 * @param failedAttempts connect attempts that failed, and connections that ended before they were proven
 * @param defects failures that only a defect of the client explains
 * @param lastError the last failure in words, empty if there was none
 */
public record CounterSnapshot(
        long offered,
        long appended,
        long sent,
        long freed,
        long written,
        long released,
        long replayed,
        long lost,
        Map<DropReason, Long> drops,
        long connections,
        long failedAttempts,
        long defects,
        String lastError) {

    /** Returns how many events were dropped for a reason. */
    public long dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0L);
    }

    /** Returns how many events in the buffer wait to be written. */
    public long unsent() {
        return Math.max(0, appended - sent);
    }

    /** Returns how many events in the buffer have been written. */
    public long unconfirmed() {
        return Math.max(0, sent - freed);
    }
}
