// SPDX-License-Identifier: MIT
package io.github.gas4j.it.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.exit.Leaver.Logging;
import io.github.gas4j.it.exit.Leaver.Plan;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real exits of applications whose shutdown hooks log. */
@Tag("long")
@Timeout(3_600)
@Execution(ExecutionMode.CONCURRENT)
class LastWordsIT {
    private static final int ROUNDS = Integer.getInteger("gas.exit.rounds", 1);
    private static final boolean LONG = ROUNDS > 1;

    @TempDir
    private Path directory;

    static Stream<Logging> loggings() {
        return Stream.of(Framework.values())
                .flatMap(framework -> Stream.of(false, true).map(its -> new Logging(framework, its, true)));
    }

    @ParameterizedTest
    @MethodSource("loggings")
    void whatAHookLogsArrives(Logging logging) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (long wait : LONG ? new long[] {0, 100, 300} : new long[] {150}) {
                for (Way way : Way.values()) {
                    assertThatLastWordsArrive(logging, way, 0, wait);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("loggings")
    void whatTheHookOfAnIdleApplicationLogsAtOnceArrives(Logging logging) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            assertThatLastWordsArrive(logging, Way.EXIT, 1_500, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHadToBeLeftIsCountedOnStandardError(Framework framework) throws IOException {
        Logging logging = new Logging(framework, false, true);
        try (Collector nobody = Collector.down();
                Leaver leaver = Leaver.start(logging, new Plan(Way.EXIT, 0, 0, 0), nobody.port(), directory)) {
            leaver.leave();

            assertThatOneEventIsLeft(leaver, nobody.port(), "Connection refused (127.0.0.1)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsForAnUnansweredAttemptIsCountedOnStandardError(Framework framework) throws IOException {
        Logging logging = new Logging(framework, false, true);
        try (FullBacklog silent = new FullBacklog();
                Leaver leaver = Leaver.start(logging, new Plan(Way.EXIT, 0, 0, 0), silent.port(), directory)) {
            leaver.leave();

            assertThatOneEventIsLeft(leaver, silent.port(), "the first connection attempt has not ended");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExitAtWhichNobodyLogsTakesLittleLonger(Framework framework) throws IOException {
        assumeTrue(LONG, "only with -Pexit");

        assertThat(exitTime(framework, true, 500))
                .as("logged half a second before")
                .isLessThan(exitTime(framework, false, 500).plusMillis(600));
        assertThat(exitTime(framework, true, 2_000))
                .as("idle: 100 ms for a hook's first words")
                .isLessThan(exitTime(framework, false, 2_000).plusMillis(150));
    }

    private void assertThatLastWordsArrive(Logging logging, Way way, long idle, long wait) throws IOException {
        try (Collector collector = Collector.up();
                Leaver leaver = Leaver.start(logging, new Plan(way, idle, wait, 3), collector.port(), directory)) {
            leaver.leave();

            assertThat(leaver.errors()).as("%s, %s", logging, way).noneMatch(line -> line.startsWith("GAS "));
            await(logging + ", " + way)
                    .untilAsserted(() -> assertThat(collector.lines())
                            .containsExactly("first words", "last words 0", "last words 1", "last words 2"));
        }
    }

    private static void assertThatOneEventIsLeft(Leaver leaver, int port, String reason) throws IOException {
        assertThat(leaver.errors())
                .filteredOn(line -> line.startsWith("GAS "))
                .containsExactly("GAS 'COLLECTOR': 1 event could not be sent to 127.0.0.1:" + port
                        + " before the JVM exits (" + reason + ")");
    }

    private Duration exitTime(Framework framework, boolean hook, long idle) throws IOException {
        List<Duration> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Plan plan = new Plan(Way.EXIT, idle, 0, 0);
            Logging logging = new Logging(framework, false, hook);
            try (Collector collector = Collector.up();
                    Leaver leaver = Leaver.start(logging, plan, collector.port(), directory)) {
                times.add(leaver.leave());
            }
        }
        return times.stream().sorted().toList().get(ROUNDS / 2);
    }
}
