// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.it.fixtures.StopReport;
import java.time.Duration;
import java.util.Objects;

/**
 * What holds after every fault; the accounting identity is checked while the client is there. Immutable.
 *
 * @param fault what happened
 * @param contestant to whom
 * @param outcome what came of it
 */
record Invariants(Fault fault, Contestant contestant, Outcome outcome) {
    private static final Duration STOP = Duration.ofMillis(2_500);

    /**
     * Only what was dropped is missing; what arrived is whole, in order, and no more often there than admitted.
     *
     * @param stats from before the stop
     * @param repeatedByTheStop how many events at most were written again after that
     */
    void ofWhatArrived(Arrivals arrivals, Stats stats, long repeatedByTheStop) {
        Delivery delivery = Objects.requireNonNull(contestant.delivery());
        long missing = outcome.missing();
        long dropped = outcome.dropped();
        switch (fault.effect().claim(delivery)) {
            case EXACT ->
                assertThat(missing).as("missing: %s, %s", outcome, stats).isEqualTo(dropped);
            case NOTHING ->
                assertThat(missing).as("missing: %s, %s", outcome, stats).isLessThanOrEqualTo(dropped);
            case SOMETHING ->
                assertThat(missing).as("missing: %s, %s", outcome, stats).isGreaterThan(dropped);
            case UNKNOWN ->
                assertThat(missing).as("missing: %s, %s", outcome, stats).isNotNegative();
        }
        if (mustDrop()) {
            assertThat(dropped).as("dropped: %s", stats).isPositive();
        } else if (outcome.fits().orElseThrow()) {
            assertThat(dropped).as("dropped although it fits: %s", stats).isZero();
        }
        assertThat(arrivals.others()).as("frames that were not sent").isEmpty();
        assertThat(arrivals.disorderWithinConnections()).as("disorder").isEmpty();
        if (delivery != Delivery.CONFIRMED) {
            assertThat(arrivals.disorder()).as("disorder").isEmpty();
        }
        long duplicates = arrivals.duplicates() - repeatedByTheStop;
        assertThat(duplicates).as("duplicates: %s", stats).isLessThanOrEqualTo(stats.get("Replayed"));
        if (fault.is(Trait.CALM)) {
            assertThat(duplicates).as("duplicates: %s", stats).isLessThanOrEqualTo(stats.get("Connections"));
            assertThat(stats.get("FailedAttempts")).as("failures: %s", stats).isZero();
        }
    }

    private boolean mustDrop() {
        return fault.is(Trait.DOWN_AT_STOP) || (fault.is(Trait.OVERFLOWS) && contestant.takesOptions());
    }

    /** The client wrote everything that it kept, in the time there was for it, and blamed no event for the fault. */
    void ofTheRest(boolean written, Stats stats) {
        assertThat(written).as("all was written: %s", stats).isTrue();
        assertThat(stats.get("DroppedRejected")).as("rejected: %s", stats).isZero();
    }

    /** There is no storm of attempts, whatever becomes of them: the shortest pause between two is 50 ms. */
    void ofAttempts(Stats stats, Duration elapsed) {
        assertThat(stats.get("FailedAttempts")).as("attempts in %s", elapsed).isLessThan(elapsed.toMillis() / 50 + 2);
    }

    /** Nobody waited for the network; a JVM that could not be warmed up waits for its compiler. */
    void ofCallers(LoadReport report, LoadReport control, Run run, boolean warm) {
        assertThat(report.stuck()).as("stuck in %s", report).isZero();
        assertThat(report.failures()).as("calls that threw").isZero();
        Duration longest = warm ? run.longest() : Duration.ofMillis(500);
        assertThat(report.longest())
                .as("longest of %s, control %s", report, control)
                .isLessThanOrEqualTo(twice(ofTheMachine(control), longest));
        if (warm) {
            assertThat(report.p999())
                    .as("99.9 %% of %s, control %s", report, control)
                    .isLessThanOrEqualTo(twice(control.p999(), run.size().usual()));
        }
    }

    /** Stopping took no longer than it may, and left nothing. */
    void ofTheEnd(StopReport stop) {
        assertThat(stop.thrown()).isEmpty();
        assertThat(stop.elapsed()).isLessThan(STOP);
        assertThat(stop.left().isNothing()).as("%s", stop.left()).isTrue();
    }

    /** A machine that stalls is seldom caught in the middle of a call that only encodes, but always in a pause. */
    private static Duration ofTheMachine(LoadReport control) {
        return control.longest().compareTo(control.overslept()) > 0 ? control.longest() : control.overslept();
    }

    /** Returns what callers may feel: so much, or twice what they feel without a client on a machine that does worse. */
    private static Duration twice(Duration control, Duration least) {
        Duration twice = control.multipliedBy(2);
        return twice.compareTo(least) > 0 ? twice : least;
    }
}
