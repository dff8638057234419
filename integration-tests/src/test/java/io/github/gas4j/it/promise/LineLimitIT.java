// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LineReceiver;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Receivers of Camel and of Spring Integration with their own limits, and one stack trace in ten events, which is longer:
 * the traces are dropped, all others arrive, and after the first three traces no connection ends any more.
 */
@Tag("long")
@ExtendWith(Report.Extension.class)
class LineLimitIT {
    private static final int EVENTS = Length.of(2_000, 400);
    private static final int ONE_IN = 10;
    private static final long EVERY_MILLIS = 20;
    private static final int SIZE = 60;
    private static final int PATIENCE = 15_000;
    private static final String TRACE = "failed\n" + "\tat com.example.Service.handle(Service.java:42)\n".repeat(80);

    private record Scenario(LineReceiver.Kind receiver, Framework framework, Delivery delivery) {}

    private static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (LineReceiver.Kind receiver : List.of(LineReceiver.Kind.CAMEL, LineReceiver.Kind.SPRING)) {
            for (Setup setup : Setup.with(Delivery.REPLAY, Delivery.CONFIRMED)) {
                all.add(new Scenario(receiver, setup.framework(), setup.delivery()));
            }
        }
        // each receiver with each delivery, and each framework with both
        return Length.isLong() ? all : List.of(all.get(0), all.get(3), all.get(5), all.get(6));
    }

    @Test
    void longLinesAreDroppedAndNothingElse(@TempDir Path directory, Report report) throws InterruptedException {
        Together.run(scenarios(), scenario -> {
            try (LineReceiver receiver =
                    new LineReceiver(scenario.receiver(), Files.createTempDirectory(directory, "lines"))) {
                play(scenario, receiver, report);
            }
        });
    }

    private static void play(Scenario scenario, LineReceiver receiver, Report report) throws IOException {
        Setup setup = Setup.of(scenario.framework(), scenario.delivery());
        try (Rig rig = new Rig(setup, "127.0.0.1", receiver.port(), () -> Arrivals.of(receiver.stored()))) {
            log(rig, 0, EVENTS / 2);
            awaitRejected(rig, EVENTS / 2 / ONE_IN);
            long before = rig.stats().get("FailedAttempts");
            log(rig, EVENTS / 2, EVENTS);
            long failures = rig.stats().get("FailedAttempts") - before;
            Tally tally = new Tally();
            Outcome outcome = rig.settle(PATIENCE);
            tally.add(outcome);
            report.add(scenario.receiver() + ", one stack trace in ten events", setup, tally);
            assertThat(outcome.missing())
                    .as("%s: missing, %s", scenario, outcome)
                    .isZero();
            assertThat(outcome.dropped())
                    .as("%s: dropped, %s", scenario, outcome)
                    .isEqualTo(EVENTS / ONE_IN);
            assertThat(Checks.accountsBalance(rig.application()).get("DroppedRejected"))
                    .isEqualTo(EVENTS / ONE_IN);
            assertThat(failures).as("connections that ended in the second half").isZero();
            assertThat(outcome.duplicates()).as("%s", scenario).isLessThan(3L * EVENTS);
            assertThat(rig.application().output()).noneMatch(line -> line.contains("delivery=REPLAY from now on"));
        }
    }

    /** Waits until the traces up to now are dropped and everything else is written, so that no search is under way. */
    private static void awaitRejected(Rig rig, long traces) {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        Stats stats = rig.stats();
        while ((stats.get("DroppedRejected") < traces || stats.get("BufferedEvents") > 0)
                && System.nanoTime() - limit < 0) {
            rig.pass(100);
            stats = rig.stats();
        }
        assertThat(stats.get("DroppedRejected")).as("%s", stats).isEqualTo(traces);
    }

    private static void log(Rig rig, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean trace = i % ONE_IN == ONE_IN - 1;
            rig.application().say(trace ? i + " " + TRACE : new Event(new Event.Source(1, 0), i, SIZE).text());
            rig.pass(EVERY_MILLIS);
        }
    }
}
