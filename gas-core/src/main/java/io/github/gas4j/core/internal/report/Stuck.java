// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.internal.buffer.Ledger;
import java.util.concurrent.TimeUnit;

/**
 * Detects a record that is claimed but not committed for a long time, because its producer was stopped between these
 * two steps. All later records have to wait.
 *
 * <p>Confined to the sender's thread.
 */
public final class Stuck {
    private static final long REPORT_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long position = -1;
    private long since;
    private boolean reported;

    /** Looks at the oldest unsent record. Returns the nanoseconds until it has to be looked at again. */
    public long tick(Ledger ledger, long now, Reporter reporter) {
        long head = ledger.sent();
        if (ledger.unsentBytes() == 0 || ledger.buffer().frameBytes(head) >= 0) {
            position = -1;
            return Long.MAX_VALUE;
        }
        if (position != head) {
            position = head;
            since = now;
            reported = false;
        }
        if (!reported && now - since >= REPORT_AFTER_NANOS) {
            reported = true;
            reporter.warn(
                    "a thread has been appending one event for 10s, and later events wait behind it; a thread dump shows whether"
                            + " that thread is suspended or starved");
        }
        return reported ? Long.MAX_VALUE : since + REPORT_AFTER_NANOS - now;
    }
}
