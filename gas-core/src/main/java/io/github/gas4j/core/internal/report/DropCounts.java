// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.Count;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjLongConsumer;

/**
 * Counts drops by their reasons. Counting allocates nothing.
 *
 * <p>Confined to the sender's thread.
 */
final class DropCounts {
    private static final DropReason[] REASONS = DropReason.values();

    private final Map<DropReason, Count> counts = new EnumMap<>(DropReason.class);

    DropCounts() {
        for (DropReason reason : REASONS) {
            counts.put(reason, new Count());
        }
    }

    void add(DropReason reason, long events) {
        of(reason).add(events);
    }

    boolean has(DropReason reason) {
        return of(reason).sum() > 0;
    }

    /** Returns how many events were counted, whatever the reason. */
    long all() {
        long all = 0;
        for (DropReason reason : REASONS) {
            all += of(reason).sum();
        }
        return all;
    }

    /** Passes each reason for which events were counted, with their number. */
    void forEach(ObjLongConsumer<DropReason> action) {
        for (DropReason reason : REASONS) {
            if (has(reason)) {
                action.accept(reason, of(reason).sum());
            }
        }
    }

    /** Returns the counts in words: {@code 3 as BUFFER_FULL, 1 as TOO_LARGE}. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        forEach((reason, events) -> words.append(words.isEmpty() ? "" : ", ")
                .append(events)
                .append(" as ")
                .append(reason));
        return words.toString();
    }

    /** Counts from 0 again. */
    void clear() {
        for (DropReason reason : REASONS) {
            add(reason, -of(reason).sum());
        }
    }

    private Count of(DropReason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }
}
