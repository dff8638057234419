// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Records#takeAborted} counts.
 *
 * @param events whose records were aborted
 * @param appended those that had been counted as appended
 * @param bytes of their frames
 */
public record Aborted(long events, long appended, long bytes) {

    /** Aborts a claimed record, as {@link Records#append} does if it fails. */
    public static void abort(FrameBuffer ring, long record, int frameBytes, boolean counted) {
        Records records = ring.records();
        synchronized (records) {
            int count = records.abortedCount;
            records.aborted[count] = record;
            records.aborted[count + 1] = frameBytes;
            records.aborted[count + 2] = counted ? 1 : 0;
            records.abortedCount = count + Records.NUMBERS;
        }
    }

    /** Takes what was aborted since the last call, or returns null if nothing was. */
    static @Nullable Aborted take(FrameBuffer ring) {
        @Nullable Aborted[] taken = {null};
        ring.records().takeAborted((events, appended, bytes) -> taken[0] = new Aborted(events, appended, bytes));
        return taken[0];
    }
}
