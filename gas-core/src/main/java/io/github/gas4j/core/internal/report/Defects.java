// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.util.Defect;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts defects and passes them to the listener with their stack traces: the first one at once, later ones at most
 * once a minute.
 *
 * <p>Confined to the sender's thread.
 */
public final class Defects {
    private static final long REPORT_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Counters counters;
    private final GasListener listener;
    /** The first defect since the last report, because those that follow may be its consequences. */
    private @Nullable Throwable untold;

    private long toldCount;
    private long nextReport;

    Defects(Counters counters, GasListener listener, long now) {
        this.counters = counters;
        this.listener = listener;
        nextReport = now;
    }

    /** Counts a failure if it is a defect, and keeps it for the next report. Allocates nothing. */
    public void note(Throwable failure) {
        if (Defect.is(failure)) {
            counters.findDefect();
            untold = untold == null ? failure : untold;
        }
    }

    /** Reports the noted defect if a report is due. */
    void tell(long now) {
        if (untold != null && now - nextReport >= 0) {
            tell(untold, now);
        }
    }

    /** Reports the noted defect even if no report is due. */
    void tellLast(long now) {
        if (untold != null) {
            tell(untold, now);
        }
    }

    long nanosUntilDue(long now) {
        return untold == null ? Long.MAX_VALUE : Math.max(0, nextReport - now);
    }

    private void tell(Throwable defect, long now) {
        long count = counters.defects() - toldCount;
        String line = Defect.text(defect) + (count == 1 ? "" : " (the first of " + count + " defects)")
                + "; the client goes on; please report the stack trace to the maintainers of GAS; further defects are"
                + " counted, and reported at most once a minute";
        untold = null;
        toldCount += count;
        nextReport = now + REPORT_EVERY_NANOS;
        listener.failed(line, defect);
    }
}
