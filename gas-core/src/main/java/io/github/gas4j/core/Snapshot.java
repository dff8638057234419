// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.CounterSnapshot;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.sender.Sender;
import io.github.gas4j.core.internal.sender.Vitals;
import java.util.concurrent.TimeUnit;

/** Reads a client's counters. Thread-safe: stateless. */
final class Snapshot {
    private Snapshot() {}

    /** Returns the counters as they are now; exact at quiet points. */
    static GasStats of(Sender sender, Intake intake, Counters counters) {
        CounterSnapshot counts = counters.snapshot();
        FrameBuffer buffer = intake.buffer();
        if (sender.state() == ConnectionState.CLOSED) {
            return of(sender, counts, sender.options().buffer().bufferSize(), 0, 0);
        }
        long written = sender.vitals().sentPosition() - buffer.released();
        long used = buffer.usedBytes();
        // while the sender works, the positions may not match
        return of(sender, counts, buffer.capacity(), used, Math.max(0, Math.min(written, used)));
    }

    private static GasStats of(Sender sender, CounterSnapshot counts, long capacity, long used, long unconfirmed) {
        ConnectionState state = sender.state();
        boolean over = state == ConnectionState.CLOSED;
        Vitals vitals = sender.vitals();
        long unsent = over ? 0 : counts.unsent();
        return new GasStats(
                state,
                sender.options().destinations().text(),
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
                unsent,
                used,
                over ? 0 : counts.unconfirmed(),
                capacity,
                used - unconfirmed,
                unconfirmed,
                unsent == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(vitals.oldestBufferedNanos()),
                TimeUnit.NANOSECONDS.toMillis(vitals.sinceLastProgressNanos()),
                counts.connections(),
                counts.failedAttempts(),
                vitals.outages(),
                vitals.outageNanos(),
                vitals.connects(),
                vitals.connectNanos(),
                counts.defects(),
                counts.lastError());
    }
}
