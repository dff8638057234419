// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.report.StreamReports;
import io.github.gas4j.core.internal.session.DeliverySession;
import io.github.gas4j.core.internal.session.Session;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the event that reports drops into the buffer, where it is one event as any other. It takes no room that events of
 * the application need, because it waits until much of the buffer is free; {@code replayWindow} holds at most half of it.
 *
 * <p>A report that is lost brings forth no other. What the buffer does not take is no drop. Of the events that were dropped
 * out of the buffer since the last report, one may be that report, so one is not enough for another.
 *
 * <p>Confined to the sender's thread.
 */
final class StreamReporter {
    /** Pause before a report is retried for which there was too little room or memory. */
    private static final long TRY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SenderParts parts;
    private final StreamReports reports;
    private final Intake intake;
    private final Counters counters;
    private boolean delivering;
    /** Whether the last report may be among what was dropped since. */
    private boolean ownMayBeLost;
    /** How many events had been dropped out of the buffer before that report. */
    private long lostBefore;
    /** Where it ends in the buffer; negative if it is not there. */
    private long ownEnd;

    StreamReporter(SenderParts parts, Intake intake, Counters counters) {
        this.parts = parts;
        reports = parts.reporter().streamReports();
        this.intake = intake;
        this.counters = counters;
    }

    /** Reports what is due. Returns the nanoseconds until a report is due. */
    long tick(long now, ClientOptions options, @Nullable Session session) {
        boolean delivered = delivering;
        delivering =
                session instanceof DeliverySession && !parts.requests().end().isWanted();
        if (delivering && !delivered) {
            reports.connected(now);
        }
        if (!options.drop().reportDrops()) {
            reports.forget();
        }
        if (!delivering || reports.events() <= lostReports()) {
            return Long.MAX_VALUE;
        }
        long wait = reports.nanosUntilDue(now);
        if (wait > 0) {
            return wait;
        }
        if (hasRoom()) {
            report(now, options);
        }
        return TRY_AGAIN_NANOS;
    }

    private boolean hasRoom() {
        FrameBuffer buffer = intake.buffer();
        return buffer.usedBytes() < buffer.capacity() / 8 * 5;
    }

    private void report(long now, ClientOptions options) {
        try {
            byte[] event = reports.event(options.destinations().text(), now);
            if (event != null) {
                ownMayBeLost = true;
                lostBefore = counters.lost();
                ownEnd = intake.append(event, 0, event.length, 0);
            }
        } catch (RuntimeException | Error failure) {
            parts.reporter().defects().note(failure);
        }
    }

    /** Returns how many reports may be among the events to report: 0 or 1. */
    private long lostReports() {
        if (!ownMayBeLost) {
            return 0;
        }
        long lost = counters.lost() - lostBefore;
        ownMayBeLost = lost > 0 || intake.buffer().released() < ownEnd;
        return Math.min(1, lost);
    }
}
