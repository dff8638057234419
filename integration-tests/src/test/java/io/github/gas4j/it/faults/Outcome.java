// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.LoadReport;
import java.time.Duration;

/**
 * What a trial came to. Immutable.
 *
 * @param offered events that the application logged
 * @param delivered how many of them arrived at least once
 * @param duplicates arrivals of events that had arrived before
 * @param dropped events that the appender says it dropped, or -1 if it does not say
 * @param longest what the longest call to the logger took
 * @param notes what else there is to say
 */
record Outcome(long offered, long delivered, long duplicates, long dropped, Duration longest, String notes) {
    /** Stands for a number that an appender does not tell. */
    static final long UNTOLD = -1;

    static Outcome of(LoadReport report, Arrivals arrivals, long dropped, String notes) {
        return new Outcome(
                report.logged(),
                arrivals.distinct(Trial.EPOCH),
                arrivals.duplicates(),
                dropped,
                report.longest(),
                notes);
    }

    long missing() {
        return offered - delivered;
    }
}
