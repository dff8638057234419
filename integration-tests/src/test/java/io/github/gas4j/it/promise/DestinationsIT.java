// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.CollectorLives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several collectors, killed in turn, and connections that are replaced because of their age, at a high rate and a low one. */
@Tag("long")
@Isolated("20,000 events a second leave no processor for others")
@ExtendWith(Report.Extension.class)
class DestinationsIT {
    private static final int COLLECTORS = 3;
    private static final int PATIENCE = 5_000;
    /** How much later than {@code failback} traffic is back at the latest. */
    private static final Duration RETURN = Duration.ofSeconds(5);

    /** A framework, a delivery and a rate. */
    record Scenario(Setup setup, int rate) {}

    static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (Setup setup : Setup.chosen(Delivery.REPLAY, Delivery.CONFIRMED)) {
            all.add(new Scenario(setup, 20_000));
        }
        for (Setup setup : Setup.chosen(Delivery.REPLAY)) {
            all.add(new Scenario(setup, 5));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void collectorsThatAreKilledInTurnCostNothing(Scenario scenario, @TempDir Path directory, Report report)
            throws IOException {
        Duration failback = Length.isLong() ? Duration.ofMinutes(1) : Duration.ofSeconds(3);
        List<CollectorLives> all = new ArrayList<>();
        try {
            for (int i = 0; i < COLLECTORS; i++) {
                CollectorLives lives = CollectorLives.nearby(Files.createDirectory(directory.resolve("collector" + i)));
                all.add(lives);
                lives.prepare(2);
            }
            for (CollectorLives lives : all) {
                lives.awaitReady();
                lives.begin();
            }
            Setup setup = scenario.setup().with("destinations", list(all)).with("failback", failback);
            play(scenario, setup, all, failback, report);
        } finally {
            for (CollectorLives lives : all) {
                lives.close();
            }
        }
    }

    private static void play(Scenario scenario, Setup setup, List<CollectorLives> all, Duration failback, Report report)
            throws IOException {
        CollectorLives first = all.get(0);
        try (Rig rig = new Rig(setup, first.host(), first.port(), () -> arrivals(all))) {
            rig.log(scenario.rate());
            rig.pass(1_500);
            first.kill();
            rig.pass(1_000);
            all.get(1).kill();
            rig.pass(1_000);
            long before = received(first);
            first.begin();
            long since = System.nanoTime();
            Duration limit = failback.plus(RETURN);
            while (received(first) == before && Checks.since(since).compareTo(limit) < 0) {
                rig.pass(50);
            }
            Duration back = Checks.since(since);
            all.get(1).begin();
            all.get(2).kill(); // nobody is there any more
            rig.pass(1_000);
            first.kill();
            rig.pass(1_000);
            rig.halt();
            Tally tally = new Tally();
            tally.add(rig.settle(PATIENCE));
            tally.note("back on the first after " + back.toMillis() + " ms, failback=" + failback.toSeconds() + "s");
            report.add("three collectors killed in turn, " + scenario.rate() + "/s", scenario.setup(), tally);
            tally.checkNothingIsLost(scenario.toString());
            assertThat(back).as("%s: back on the first", scenario).isLessThan(limit);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void connectionsThatAreReplacedEveryTwoSecondsCostNothing(Scenario scenario, @TempDir Path directory, Report report)
            throws IOException {
        int seconds = Length.of(60, 6);
        try (CollectorLives lives = CollectorLives.nearby(directory)) {
            lives.begin();
            Setup setup = scenario.setup().with("maxConnectionAge", "2s");
            try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(scenario.rate());
                rig.pass(seconds * 1_000L);
                rig.halt();
                Outcome outcome = rig.settle(PATIENCE);
                Tally tally = new Tally();
                tally.add(outcome);
                report.add("maxConnectionAge=2s, " + seconds + " s, " + scenario.rate() + "/s", setup, tally);
                tally.checkNothingIsLost(scenario.toString());
                assertThat(outcome.connections()).isGreaterThanOrEqualTo(seconds / 3);
                assertThat(outcome.failedAttempts()).isZero();
                if (setup.delivery() == Delivery.REPLAY) { // else witnesses take part, which are accepted out of turn
                    assertThat(Arrivals.in(lives.journal()).disorder()).isEmpty();
                }
            }
        }
    }

    private static String list(List<CollectorLives> all) {
        return all.stream().map(lives -> lives.host() + ":" + lives.port()).collect(Collectors.joining(","));
    }

    private static Arrivals arrivals(List<CollectorLives> all) {
        return Arrivals.in(all.stream().map(CollectorLives::journal).toList());
    }

    private static long received(CollectorLives lives) throws IOException {
        long bytes = 0;
        for (Path file : lives.journal().files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
