// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Count;
import io.github.gas4j.core.internal.buffer.Counters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Passes counted drops to the listener, and keeps count of those that no line has reported yet.
 *
 * <p>Confined to the sender's thread.
 */
final class Untold {
    private static final DropReason[] REASONS = DropReason.values();

    private final Counters counters;
    private final GasListener listener;
    private final Fill fill;
    private final Map<DropReason, Count> counts = new EnumMap<>(DropReason.class);

    Untold(Counters counters, GasListener listener, Fill fill) {
        this.counters = counters;
        this.listener = listener;
        this.fill = fill;
        for (DropReason reason : REASONS) {
            counts.put(reason, new Count());
        }
    }

    private Count of(DropReason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    /** Passes on the drops since the last call. Throws if there is too little memory; the next call takes the rest. */
    void take() {
        counters.beginReport();
        for (DropReason reason : REASONS) {
            DropReport report = counters.takeDrops(reason);
            if (report != null) {
                of(reason).add(report.count());
                if (reason == DropReason.BUFFER_FULL) {
                    fill.lost(report.count(), report.bytes());
                }
                listener.dropped(report);
            }
        }
    }

    boolean has(DropReason reason) {
        return of(reason).sum() > 0;
    }

    boolean isEmpty() {
        for (DropReason reason : REASONS) {
            if (has(reason)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the drops in words, for a line after which {@link #told} is called. */
    String inWords() {
        if (isEmpty()) {
            return "no event was dropped";
        }
        StringBuilder words = new StringBuilder("events were dropped: ");
        String separator = "";
        for (DropReason reason : REASONS) {
            if (has(reason)) {
                words.append(separator).append(of(reason).sum()).append(" as ").append(reason);
                separator = ", ";
            }
        }
        return words.toString();
    }

    /** Forgets the drops. Called when a line has reported them. */
    void told() {
        for (DropReason reason : REASONS) {
            of(reason).add(-of(reason).sum());
        }
    }
}
