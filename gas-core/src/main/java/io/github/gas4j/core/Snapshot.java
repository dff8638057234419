// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

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
        long freed = counters.freed.sum();
        long sent = counters.sent.sum();
        return new GasStats(
                sender.state(),
                options.connection().destination().toString(),
                counters.offered(),
                counters.written.sum(),
                counters.released.sum(),
                counters.replayed.sum(),
                counters.drops(DropReason.BUFFER_FULL).count(),
                counters.drops(DropReason.SHED).count(),
                counters.drops(DropReason.RETRIES_EXHAUSTED).count(),
                counters.drops(DropReason.TOO_LARGE).count(),
                counters.drops(DropReason.ENCODING_FAILED).count(),
                counters.drops(DropReason.SHUTDOWN).count(),
                over ? 0 : Math.max(0, counters.appended.sum() - sent),
                over ? 0 : intake.buffer().usedBytes(),
                over ? 0 : Math.max(0, sent - freed),
                over ? options.buffer().bufferSize() : intake.buffer().capacity(),
                counters.connections.sum(),
                counters.failedAttempts.sum(),
                counters.defects.sum(),
                counters.lastError);
    }
}
