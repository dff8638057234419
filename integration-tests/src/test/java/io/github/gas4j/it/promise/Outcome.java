// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Stats;

/**
 * What one run came to. Immutable.
 *
 * @param offered events that were logged
 * @param missing events that neither arrived nor were counted as dropped
 * @param dropped events that were counted as dropped
 * @param duplicates arrivals of events that had arrived before
 * @param unsound frames that were not sent, and events in a wrong order within a connection
 * @param unbalanced how far the accounts are from the identity
 * @param connections connections that were written to
 * @param failedAttempts failed attempts
 * @param warnedAfterMillis when the first WARN line came after the trouble began, or {@link #NEVER}
 */
record Outcome(
        long offered,
        long missing,
        long dropped,
        long duplicates,
        long unsound,
        long unbalanced,
        long connections,
        long failedAttempts,
        long warnedAfterMillis) {
    static final long NEVER = -1;

    static Outcome of(Stats stats, Arrivals arrivals, long warnedAfterMillis) {
        return new Outcome(
                stats.get("Offered"),
                Math.max(0, stats.get("Offered") - arrivals.all() - stats.get("Dropped")),
                stats.get("Dropped"),
                arrivals.duplicates(),
                arrivals.others().size() + arrivals.disorderWithinConnections().size(),
                Math.abs(stats.get("Offered") - stats.accountedFor()),
                stats.get("Connections"),
                stats.get("FailedAttempts"),
                warnedAfterMillis);
    }
}
