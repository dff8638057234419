// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.DropReason;
import java.util.List;
import java.util.Locale;

/**
 * What has become of one application's events.
 *
 * @param title the framework's name
 * @param status the application's last
 * @param arrivals what has arrived in the end
 */
record Outcome(String title, Status status, Arrivals arrivals) {
    private static final int MOST_RANGES = 3;

    /** Returns how many events were logged and have not arrived. */
    long missing() {
        return arrivals.missing(status.logged());
    }

    /** Returns how many events were logged in all. */
    static long logged(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToLong(outcome -> outcome.status.loggedInAll())
                .sum();
    }

    /** Returns how many different events have arrived in all. */
    static long delivered(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToLong(outcome -> outcome.arrivals.delivered())
                .sum();
    }

    /** Returns how many of the logged events have not arrived in all. */
    static long missing(List<Outcome> outcomes) {
        return outcomes.stream().mapToLong(Outcome::missing).sum();
    }

    /** Returns whether events were logged, and those and no others have arrived. */
    boolean isComplete() {
        return status.loggedInAll() > 0 && missing() == 0 && arrivals.unexpected(status.logged()) == 0;
    }

    /** Returns the process's exit status: 0 if nothing is missing, else 1. */
    static int exitStatus(List<Outcome> outcomes) {
        return !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome::isComplete) ? 0 : 1;
    }

    /** Returns the outcome for people to read. */
    String table() {
        StringBuilder table = new StringBuilder(title).append('\n');
        row(table, "logged", status.loggedInAll());
        row(table, "delivered", arrivals.delivered());
        row(table, "missing", missing());
        row(table, "duplicates", arrivals.duplicates());
        row(table, "replayed", status.replayed());
        for (DropReason reason : DropReason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            row(table, "dropped, " + name, status.dropped().getOrDefault(reason, 0L));
        }
        row(table, "99.9 % of appends within", millis(status.usualNanos()));
        row(table, "longest append", millis(status.longestNanos()));
        if (arrivals.unexpected(status.logged()) > 0) {
            row(table, "never logged", arrivals.unexpected(status.logged()));
        }
        for (String range : arrivals.missingRanges(status.logged(), MOST_RANGES)) {
            table.append("  missing, thread:number ").append(range).append('\n');
        }
        return table.toString();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }

    private static void row(StringBuilder table, String name, long count) {
        row(table, name, String.format(Locale.ROOT, "%,d", count));
    }

    private static void row(StringBuilder table, String name, String value) {
        table.append(String.format(Locale.ROOT, "  %-26s%12s%n", name, value));
    }
}
