// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.CollectorLives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Collectors that are killed and come back while 20,000 events a second are logged: as long as the outage fits three
 * quarters of the buffer, nothing is dropped. The default buffer of 8 MiB is good for 8,388,608 / 104 / 20,000 = 4.03 s.
 */
@Tag("long")
@Isolated("20,000 events a second leave no processor for others")
@ExtendWith(Report.Extension.class)
class KillIT {
    private static final int RATE = 20_000;
    private static final int PATIENCE = 5_000;

    static List<Setup> setups() {
        return Setup.chosen(Delivery.REPLAY, Delivery.CONFIRMED);
    }

    @ParameterizedTest
    @MethodSource("setups")
    void aCollectorThatIsBackAfter2800MillisCostsNothing(Setup setup, @TempDir Path directory, Report report)
            throws IOException {
        int total = Length.of(10_000, 5_000);
        Tally tally = new Tally();
        for (int run = 0; run < Length.runs(); run++) {
            int killAt = 500 + new Random(run).nextInt(Length.of(5_500, 1_000));
            tally.add(play(setup, directory, run, 2, (rig, lives) -> {
                rig.pass(killAt);
                outage(rig, lives, 2_800);
                rig.pass(total - killAt - 2_800);
            }));
        }
        report.add("killed, back after 2.8 s, 20,000/s", setup, tally);
        tally.checkNothingIsLost(setup.toString());
    }

    @ParameterizedTest
    @MethodSource("setups")
    void killsInARowCostNothing(Setup setup, @TempDir Path directory, Report report) throws IOException {
        int kills = Length.of(12, 5);
        Tally tally = new Tally();
        for (int run = 0; run < Length.runs(); run++) {
            Random random = new Random(run);
            tally.add(play(setup, directory, run, kills + 1, (rig, lives) -> {
                for (int i = 0; i < kills; i++) {
                    int before = 100 + random.nextInt(300);
                    rig.pass(before);
                    outage(rig, lives, 300);
                    rig.pass(10_000 / 12 - 300 - before);
                }
            }));
        }
        report.add(kills + " kills, one each 0.83 s, 0.3 s of downtime, 20,000/s", setup, tally);
        tally.checkNothingIsLost(setup.toString());
    }

    static List<Arguments> outages() {
        List<Arguments> all = List.of(Arguments.of(1, 2), Arguments.of(3, 2), Arguments.of(1, 30), Arguments.of(3, 30));
        return Length.isLong() ? all : all.subList(1, 2);
    }

    /** A connection that is 2 s old still holds everything that was written; one that is 30 s old has a full window. */
    @ParameterizedTest(name = "{0} s on a connection {1} s old")
    @MethodSource("outages")
    void anOutageOfThreeQuartersOfTheBufferCostsNothing(
            int outageSeconds, int age, @TempDir Path directory, Report report) throws IOException {
        // A rotation takes a third of a second, in which CONFIRMED keeps everything: 4/3 s have no room for that.
        List<Setup> setups =
                outageSeconds > 1 ? Setup.with(Delivery.REPLAY, Delivery.CONFIRMED) : Setup.with(Delivery.REPLAY);
        long bufferSize = (long) outageSeconds * RATE * Rig.RECORD_BYTES * 4 / 3;
        String scenario = outageSeconds + " s on a connection " + age + " s old, buffer 4/3 of it, 20,000/s";
        Tally tally = new Tally();
        for (int run = 0; run < Length.runs(); run++) {
            Setup setup = setups.get(run % setups.size()).with("bufferSize", bufferSize);
            tally.add(play(setup, directory, run, 2, (rig, lives) -> {
                rig.pass(age * 1_000L);
                outage(rig, lives, outageSeconds * 1_000);
                rig.pass(1_000);
            }));
        }
        report.add(scenario, setups.stream().map(Setup::toString).collect(Collectors.joining(", ")), tally);
        tally.checkNothingIsLost(scenario);
    }

    /** The arm that shows that the runs above measure something: an outage that does not fit the buffer costs events. */
    @Test
    void anOutageThatIsLongerThanTheBufferDropsAndCounts(@TempDir Path directory) throws IOException {
        Setup setup = setups().get(0).with("bufferSize", RATE * Rig.RECORD_BYTES / 2);
        Outcome outcome = play(setup, directory, 0, 2, (rig, lives) -> {
            rig.pass(500);
            outage(rig, lives, 1_000);
            rig.pass(500);
        });
        assertThat(outcome.dropped()).isPositive();
        assertThat(outcome.missing()).isZero();
    }

    /** What happens to a collector while its application logs. */
    private interface Script {
        void play(Rig rig, CollectorLives lives) throws IOException;
    }

    private static void outage(Rig rig, CollectorLives lives, int millis) throws IOException {
        rig.troubleBegins();
        lives.kill();
        rig.pass(millis);
        lives.begin();
    }

    private static Outcome play(Setup setup, Path directory, int run, int collectors, Script script)
            throws IOException {
        Path journal = Files.createDirectory(directory.resolve(setup.framework() + "-" + setup.delivery() + run));
        try (CollectorLives lives = CollectorLives.nearby(journal)) {
            lives.prepare(collectors);
            lives.awaitReady();
            lives.begin();
            try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(RATE);
                script.play(rig, lives);
                rig.halt();
                return rig.settle(PATIENCE);
            }
        }
    }
}
