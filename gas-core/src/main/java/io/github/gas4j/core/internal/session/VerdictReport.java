// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.release.Verdict;
import io.github.gas4j.core.internal.report.Reporter;

/**
 * Tells the operator what was found out about whether the collector confirms.
 *
 * <p>Confined to the sender's thread.
 */
final class VerdictReport {
    private final Verdict verdict;
    private final Reporter reporter;
    private final String destination;
    private final boolean confirms;

    VerdictReport(SessionSetup setup, Reporter reporter) {
        verdict = setup.verdict();
        this.reporter = reporter;
        destination = setup.connections().destination().toString();
        confirms = setup.options().delivery().delivery() == Delivery.CONFIRMED;
    }

    /** Tells what is new. If there is no memory for the line, it stays new. Never throws, because no line is worth a session. */
    void tell() {
        try {
            tellNews();
        } catch (RuntimeException | Error later) {
            reporter.defects().note(later);
        }
    }

    private void tellNews() {
        switch (verdict.news()) {
            case NONE -> {
                return;
            }
            case CONFIRMS_AGAIN -> {
                if (confirms) {
                    reporter.inform(destination + " has confirmed what it read: delivery=CONFIRMED again");
                }
            }
            case CANNOT_CONFIRM ->
                reporter.warn(destination + " did not confirm the end of a connection " + verdict.failures()
                        + " times in a row: " + (confirms ? downgraded() : keepsTheLast()));
            case TAKES_NO_SECOND_CONNECTION ->
                reporter.warn(destination + " did not answer a second connection "
                        + Verdict.MOST_FAILURES
                        + " times in a row, while the first one lives: nothing can be confirmed, and"
                        + " the buffer keeps everything. delivery=CONFIRMED needs a collector that takes two connections of"
                        + " one client; if yours cannot, set delivery=REPLAY");
        }
        verdict.told();
    }

    private static String downgraded() {
        return "delivery=REPLAY from now on, CONFIRMED is tried again every hour. It needs a collector that closes a"
                + " connection when the client has ended it and takes a second one meanwhile, without a proxy on the way;"
                + " if yours cannot, set delivery=REPLAY";
    }

    private static String keepsTheLast() {
        return "as this system does not tell what has arrived either, the last events stay in the buffer until"
                + " replayWindow is full, and are written again after a break";
    }
}
