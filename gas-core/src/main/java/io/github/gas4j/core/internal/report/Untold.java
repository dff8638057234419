// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;

/**
 * Passes counted drops to the listener and to {@link StreamReports}, and keeps count of those that no line has reported
 * yet.
 *
 * <p>Confined to the sender's thread.
 */
final class Untold {
    private static final DropReason[] REASONS = DropReason.values();

    private final Counters counters;
    private final GasListener listener;
    private final Fill fill;
    private final StreamReports stream;
    private final DropCounts counts = new DropCounts();

    Untold(Counters counters, GasListener listener, Fill fill, StreamReports stream) {
        this.counters = counters;
        this.listener = listener;
        this.fill = fill;
        this.stream = stream;
    }

    /** Passes on the drops since the last call. Throws if there is too little memory; the next call takes the rest. */
    void take(long now) {
        counters.beginReport();
        for (DropReason reason : REASONS) {
            DropReport report = counters.takeDrops(reason);
            if (report != null) {
                counts.add(reason, report.count());
                stream.add(report, now);
                if (reason == DropReason.BUFFER_FULL) {
                    fill.lost(report.count(), report.bytes());
                }
                listener.dropped(report);
            }
        }
    }

    boolean has(DropReason reason) {
        return counts.has(reason);
    }

    /** Returns whether anything is lost that no option asked to drop and that was not taken elsewhere. */
    boolean hasLoss() {
        return has(DropReason.BUFFER_FULL)
                || has(DropReason.RETRIES_EXHAUSTED)
                || has(DropReason.TOO_LARGE)
                || has(DropReason.ENCODING_FAILED)
                || has(DropReason.REJECTED)
                || has(DropReason.SHUTDOWN);
    }

    boolean isEmpty() {
        return counts.all() == 0;
    }

    /** Returns the drops in words, for a line after which {@link #told} is called. */
    String inWords() {
        return isEmpty() ? "no event was dropped" : "events were dropped: " + counts.inWords();
    }

    /** Forgets the drops. Called when a line has reported them. */
    void told() {
        counts.clear();
    }
}
