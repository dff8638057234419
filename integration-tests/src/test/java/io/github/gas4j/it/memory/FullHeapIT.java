// SPDX-License-Identifier: MIT
package io.github.gas4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.FullHeap;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A full heap ends no client: after each round it delivers, and every event is accounted for. {@code mvn verify -Pmemory}
 * runs all scenarios with three heaps and three collectors of the JVM, 20 rounds each.
 */
@Execution(ExecutionMode.CONCURRENT)
class FullHeapIT {
    private static final boolean LONG = Boolean.getBoolean("gas.memory");
    private static final int ROUNDS = Integer.getInteger("gas.memory.rounds", LONG ? 20 : 2);
    /** Of a second connection, its row in the kernel's table, and the JVM's own files. */
    private static final int MOST_MORE_DESCRIPTORS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the collector and the application do while the heap is full. */
    private enum Scenario {
        DOWN("100", "REPLAY", false),
        FLAPPING("300", "REPLAY", false),
        CONFIRMED("1500", "CONFIRMED", false),
        TOO_LARGE("1500", "REPLAY", true),
        UP("1500", "REPLAY", false);

        private final long holdMillis;
        private final String delivery;
        private final boolean tooLarge;

        Scenario(String holdMillis, String delivery, boolean tooLarge) {
            this.holdMillis = Long.parseLong(holdMillis);
            this.delivery = delivery;
            this.tooLarge = tooLarge;
        }

        List<String> options(int port) {
            return List.of(
                    "destination=127.0.0.1:" + port,
                    "delivery=" + delivery,
                    "confirmInterval=300ms",
                    "retryInterval=1ms",
                    "maxRetryInterval=50ms");
        }

        void begin(Collector collector) {
            switch (this) {
                case DOWN -> collector.goDown(Ending.RESET);
                case FLAPPING -> collector.hangUp(true);
                default -> {}
            }
        }

        void end(Collector collector) {
            switch (this) {
                case DOWN -> collector.listen();
                case FLAPPING -> collector.hangUp(false);
                default -> {}
            }
        }
    }

    /** One run of the table. */
    private record Run(Scenario scenario, String gc, int megabytes) {
        List<String> jvmArguments() {
            return List.of("-XX:-UseSerialGC", "-XX:+Use" + gc + "GC", "-Xms8m", "-Xmx" + megabytes + "m");
        }
    }

    static Stream<Run> runs() {
        if (!LONG) {
            return Stream.of(
                    new Run(Scenario.DOWN, "G1", 16),
                    new Run(Scenario.CONFIRMED, "G1", 16),
                    new Run(Scenario.FLAPPING, "Serial", 16),
                    new Run(Scenario.TOO_LARGE, "Serial", 16));
        }
        List<Run> all = new ArrayList<>();
        for (int megabytes : new int[] {16, 64, 256}) {
            for (String gc : List.of("G1", "Serial", "Parallel")) {
                for (Scenario scenario : Scenario.values()) {
                    all.add(new Run(scenario, gc, megabytes));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void endsNoClient(Run run, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                FullHeap application =
                        FullHeap.start(run.jvmArguments(), run.scenario().options(collector.port()))) {
            application.log(run.scenario().tooLarge);
            awaitArrival(collector, application.offerOne());
            long descriptors = application.descriptors();
            for (int round = 0; round < ROUNDS; round++) {
                application.log(run.scenario().tooLarge);
                run.scenario().begin(collector);
                application.fill(run.scenario().holdMillis);
                run.scenario().end(collector);
                application.quiet();
                awaitArrival(collector, application.offerOne());
                assertAccounts(application.stats());
            }
            assertThat(application.descriptors()).isLessThanOrEqualTo(descriptors + MOST_MORE_DESCRIPTORS);
            application.closeClient();

            assertNothingMissing(collector, application);
            assertThat(application.output()).noneMatch(line -> line.startsWith("DIED"));
        }
    }

    private static void awaitArrival(Collector collector, long number) {
        await().atMost(PATIENCE)
                .until(() -> FullHeap.arrived(collector.journal()).get((int) number));
    }

    private static void assertAccounts(Stats stats) {
        assertThat(stats.accountedFor()).as("%s", stats).isEqualTo(stats.get("Offered"));
    }

    private static void assertNothingMissing(Collector collector, FullHeap application) throws IOException {
        Stats stats = application.stats();
        assertAccounts(stats);
        assertThat(stats.state()).isEqualTo("CLOSED");
        long offered = application.quiet();
        BitSet arrived = FullHeap.arrived(collector.journal());
        assertThat(arrived.length()).isLessThanOrEqualTo((int) offered);
        long dropped = stats.get("Dropped") - stats.get("DroppedTooLarge");
        assertThat(offered - arrived.cardinality())
                .as("missing of %d: %s", offered, stats)
                .isLessThanOrEqualTo(dropped);
    }
}
