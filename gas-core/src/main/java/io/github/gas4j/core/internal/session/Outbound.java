// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.config.DeliveryOptions;
import io.github.gas4j.core.internal.release.Arrivals;
import io.github.gas4j.core.internal.release.FirstWrites;
import io.github.gas4j.core.internal.release.LastProgress;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.search.Search;

/**
 * Objects that all connections of a client share and that outlive them.
 *
 * <p>Confined to the sender's thread.
 *
 * @param ledger where each frame of the buffer stands
 * @param batch frames on their way to the connection that is written to
 * @param arrivals when events came
 * @param firstWrites when frames were written for the first time
 * @param progress when anything last reached the collector
 * @param counters the client's counters
 * @param reporter writes lines for the operator
 * @param search finds the event that the collector never accepts
 */
public record Outbound(
        Ledger ledger,
        Batch batch,
        Arrivals arrivals,
        FirstWrites firstWrites,
        LastProgress progress,
        Counters counters,
        Reporter reporter,
        Search search) {
    /** Drops one unsent frame, of which no byte is on its way. */
    public void strike(long frame, DropReason reason) {
        if (batch.largestEnd() == ledger.buffer().next(frame)) {
            batch.forgetLargest(); // it was not accepted
        }
        ledger.strike(frame, reason);
    }

    /** Drops the next frames if they are of a size that the collector does not accept. */
    void strikeRejected(long now) {
        FrameBuffer buffer = ledger.buffer();
        long at = batch.next();
        while (batch.isAtBoundary() && at < buffer.tail()) {
            int size = buffer.frameBytes(at);
            if (size != 0) { // a record that was dropped is in nobody's way
                if (size < search.sizes().leastRefused() || !search.sizes().drops(size, now)) {
                    return;
                }
                strike(at, DropReason.REJECTED);
            }
            at = buffer.next(at);
        }
    }

    /** Has the operator warned of staged events that rsyslog misreads as it comes. Looks at one byte of a batch. */
    void look(Framing framing) {
        if (framing == Framing.NEWLINE && batch.beginsWithDigit()) {
            reporter.notices().beginsWithDigit();
        }
    }

    /** Begins with a buffer of which nothing was written. */
    public static Outbound of(
            DeliveryOptions options, Ledger ledger, Counters counters, Reporter reporter, Search search, long now) {
        FirstWrites firstWrites = new FirstWrites(options.replayMaxAge().toNanos());
        LastProgress progress = new LastProgress(now);
        return new Outbound(ledger, new Batch(), new Arrivals(), firstWrites, progress, counters, reporter, search);
    }
}
