// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.CounterSnapshot;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.sender.Sender;

/** Reads a client's counters. Thread-safe: stateless. */
final class Snapshot {
    private Snapshot() {}

    /** Returns the counters as they are now; exact at quiet points. */
    static GasStats of(Sender sender, Intake intake, Counters counters) {
        boolean over = sender.state() == ConnectionState.CLOSED;
        ClientOptions options = sender.options();
        CounterSnapshot counts = counters.snapshot();
        return new GasStats(
                sender.state(),
                options.connection().destination().toString(),
                counts.offered(),
                counts.written(),
                counts.released(),
                counts.replayed(),
                counts.dropped(DropReason.BUFFER_FULL),
                counts.dropped(DropReason.SHED),
                counts.dropped(DropReason.RETRIES_EXHAUSTED),
                counts.dropped(DropReason.TOO_LARGE),
                counts.dropped(DropReason.ENCODING_FAILED),
                counts.dropped(DropReason.REJECTED),
                counts.dropped(DropReason.RATE_LIMITED),
                counts.dropped(DropReason.FALLBACK),
                counts.dropped(DropReason.DEAD_LETTER),
                counts.dropped(DropReason.SHUTDOWN),
                over ? 0 : counts.unsent(),
                over ? 0 : intake.buffer().usedBytes(),
                over ? 0 : counts.unconfirmed(),
                over ? options.buffer().bufferSize() : intake.buffer().capacity(),
                counts.connections(),
                counts.failedAttempts(),
                counts.defects(),
                counts.lastError());
    }
}
