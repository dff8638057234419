// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.LoadReport;
import java.time.Duration;
import java.util.Optional;

/**
 * What a trial came to. Immutable.
 *
 * @param rate how fast the application logged
 * @param fits whether the buffer could hold what was logged while nothing got to the collector, if that is known
 * @param offered events that the application logged
 * @param delivered how many of them arrived at least once
 * @param duplicates arrivals of events that had arrived before
 * @param dropped events that the appender says it dropped, or -1 if it does not say
 * @param longest what the longest call to the logger took
 * @param notes what else there is to say
 */
record Outcome(
        Rate rate,
        Optional<Boolean> fits,
        long offered,
        long delivered,
        long duplicates,
        long dropped,
        Duration longest,
        String notes) {
    /** Stands for a number that an appender does not tell. */
    static final long UNTOLD = -1;

    static Outcome of(
            Rate rate, Optional<Boolean> fits, LoadReport report, Arrivals arrivals, long dropped, String notes) {
        return new Outcome(
                rate,
                fits,
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
