// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AuditTrailTest {
    private static final int ENTRIES = 80;
    private static final long END_SECONDS = 60;

    /** Longer than any answer takes on a machine that is busy with other builds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> printed = new CopyOnWriteArrayList<>();

    @Test
    void everyEntryArrivesAndEachCheckpointIsAnswered() throws Exception {
        try (Collector collector = Collector.up()) {
            AuditTrail trail = trail(collector);
            trail.takeOrders(Duration.ZERO);

            assertThat(trail.close()).isTrue();
            assertThat(entries(collector)).isEqualTo(all());
            assertThat(collector.lines())
                    .allMatch(line ->
                            line.matches("\\{\"entry\":\\d+,\"time\":\".*Z\",\"severity\":\"\\w+\",\"order\":\\d+,"
                                    + "\"what\":\"[a-z ]+\"}"));
        }
        assertThat(printed)
                .filteredOn(line -> line.startsWith("checkpoint: "))
                .hasSize(4)
                .allMatch(line -> line.contains("the collector has read everything up to entry "));
        assertThat(printed.get(printed.size() - 1))
                .startsWith("entries: 80 offered, 80 read by the collector, 0 shed, 0 lost; connections: ");
    }

    @Test
    void nothingIsMissingAfterAReboot() throws Exception {
        try (Collector collector = Collector.up()) {
            AuditTrail trail = trail(collector);
            CompletableFuture<Void> orders = CompletableFuture.runAsync(() -> take(trail, Duration.ofMillis(20)));
            collector.awaitLines(ENTRIES / 4);
            collector.goDown(Ending.RESET);
            await().until(() -> printed.stream().anyMatch(line -> line.endsWith(" -> BACKING_OFF")));
            collector.listen();
            orders.join();

            assertThat(trail.close()).isTrue();
            assertThat(entries(collector).stream().distinct().sorted().toList()).isEqualTo(all());
        }
        assertThat(printed)
                .anyMatch(line -> line.contains("checkpoint: the collector has read everything up to entry 80"));
    }

    @Test
    void withoutACollectorItSaysWhatWasNotSentAndEndsWithStatusOne() throws Exception {
        try (Collector collector = Collector.down();
                ChildJvm program = start(collector)) {
            assertThat(program.awaitEnd(END_SECONDS)).isEqualTo(1);
            assertThat(program.output())
                    .contains(
                            "checkpoint: no answer in time, entries 1 to 20 stay in the buffer",
                            "client: dropped 80 entries: SHUTDOWN",
                            "entries: 80 offered, 0 read by the collector, 0 shed, 80 lost; connections: 0",
                            "not known to have arrived: entries 1 to 80");
        }
    }

    @Test
    void withACollectorItEndsWithStatusZero() throws Exception {
        try (Collector collector = Collector.up();
                ChildJvm program = start(collector)) {
            assertThat(program.awaitEnd(END_SECONDS))
                    .as(() -> String.join("\n", program.output()))
                    .isZero();
            assertThat(entries(collector)).isEqualTo(all());
        }
    }

    private AuditTrail trail(Collector collector) {
        return new AuditTrail(
                AuditTrail.configuration("127.0.0.1", Integer.toString(collector.port())), PATIENCE, printed::add);
    }

    private static void take(AuditTrail trail, Duration pause) {
        try {
            trail.takeOrders(pause);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static ChildJvm start(Collector collector) throws IOException {
        return JvmCommand.of(AuditTrail.class)
                .frugal()
                .arguments("127.0.0.1", Integer.toString(collector.port()), "0")
                .start();
    }

    private static List<Integer> entries(Collector collector) {
        return collector.lines().stream()
                .map(line -> Integer.valueOf(line.replaceFirst("\\{\"entry\":(\\d+),.*", "$1")))
                .toList();
    }

    private static List<Integer> all() {
        return IntStream.rangeClosed(1, ENTRIES).boxed().toList();
    }
}
