// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the counters of a client say after its end, which no appender shows any more. */
@Timeout(60)
class CloseIT {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @Test
    void whatLeftIsReleasedAndTheAnswerIsYes(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            GasClient client = started(collector.port());
            offer(client, 0, 1_000);

            assertThat(client.close(TIMEOUT)).isTrue();

            assertThat(over(client).released()).isEqualTo(1_000);
            assertThat(Checks.arrive(collector.journal(), 1_000).duplicates()).isZero();
        }
    }

    @Test
    void whatWasStillInTheBufferIsCountedAsShutdown(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory)) {
            GasClient client = started(collector.port());
            offer(client, 0, 1_000);
            await().until(() -> client.stats().failedAttempts() > 0);

            assertThat(client.close(TIMEOUT)).isFalse();

            assertThat(over(client).droppedShutdown()).isEqualTo(1_000);
        }
    }

    @Test
    void closeTriesOnceMoreAndSendsEverythingIfTheCollectorIsBack(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory)) {
            GasClient client = started(collector.port());
            offer(client, 0, 1_000);
            await().until(() -> client.stats().state() == ConnectionState.BACKING_OFF);
            collector.listen();

            assertThat(client.close(TIMEOUT)).isTrue();

            assertThat(over(client).released()).isEqualTo(1_000);
            Checks.arrive(collector.journal(), 1_000);
        }
    }

    @Test
    void aHungCollectorsShareIsReleasedTheRestIsCounted(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory)) {
            GasClient client = started(collector.port());
            offer(client, 0, 10);
            Checks.arrive(collector.journal(), 10);
            collector.stall();
            offer(client, 10, 20_000);

            long before = System.nanoTime();
            assertThat(client.close(TIMEOUT)).isFalse();
            assertThat(Checks.since(before)).isLessThan(TIMEOUT.plusMillis(200));

            GasStats stats = over(client);
            assertThat(stats.droppedShutdown()).isPositive();
            collector.readFlatOut();
            Arrivals arrivals = Checks.arrive(collector.journal(), stats.released());
            assertThat(arrivals.distinct() - stats.released())
                    .as("arrived though counted as dropped: written, not acknowledged")
                    .isBetween(0L, stats.droppedShutdown());
            assertThat(arrivals.others()).isEmpty();
        }
    }

    @Test
    void closeEndsAnAttemptThatIsUnderWay() throws IOException {
        try (FullBacklog backlog = new FullBacklog()) {
            GasClient client = started(backlog.port());
            offer(client, 0, 100);
            await().until(() -> client.stats().state() == ConnectionState.CONNECTING);

            long before = System.nanoTime();
            assertThat(client.close(TIMEOUT)).isFalse();

            assertThat(Checks.since(before)).isLessThan(TIMEOUT.plusMillis(200));
            assertThat(over(client).droppedShutdown()).isEqualTo(100);
        }
    }

    @Test
    void aCloseInTheMiddleOfARotationDoesNotWaitForItsDeadline(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            GasClient client = new GasClient(GasConfig.builder()
                    .option("destination", "127.0.0.1:" + collector.port())
                    .option("delivery", "CONFIRMED")
                    .option("confirmInterval", "100ms")
                    .build());
            client.start();
            offer(client, 0, 100);
            // the first connection has ended, and the second must outlive it for 50 ms
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> collector.accepted() == 2 && collector.open() == 1);

            long before = System.nanoTime();
            assertThat(client.close(Duration.ofSeconds(20))).isTrue();

            assertThat(Checks.since(before)).isLessThan(Duration.ofSeconds(10));
            assertThat(over(client).released()).isEqualTo(100);
        }
    }

    @Test
    void aClientThatWasNeverStartedCountsWhatItWasOffered() {
        GasClient client = new GasClient(config(1));
        offer(client, 0, 10);

        assertThat(client.close(TIMEOUT)).isFalse();

        assertThat(over(client).droppedShutdown()).isEqualTo(10);
    }

    @Test
    void offersAfterAndDuringTheCloseAreCounted(@TempDir Path directory) throws Exception {
        try (Collector collector = Collector.up(directory)) {
            GasClient client = started(collector.port());
            CountDownLatch underWay = new CountDownLatch(2);
            List<Thread> producers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Source source = new Source(2, i);
                Thread producer = new Thread(() -> {
                    for (int seq = 0; seq < 50_000; seq++) {
                        byte[] bytes = bytes(source, seq);
                        client.offer(bytes, 0, bytes.length);
                        if (seq == 1_000) {
                            underWay.countDown();
                        }
                    }
                });
                producers.add(producer);
                producer.start();
            }
            underWay.await();
            client.close(TIMEOUT);
            for (Thread producer : producers) {
                producer.join();
            }

            GasStats stats = over(client);
            assertThat(stats.offered()).isEqualTo(100_000);
            assertThat(stats.droppedShutdown()).isPositive();
            Arrivals arrivals = Checks.arrive(collector.journal(), stats.released());
            assertThat(arrivals.distinct()).isEqualTo(stats.released());
            assertThat(client.close(TIMEOUT)).as("closed again").isEqualTo(true);
        }
    }

    private static GasConfig config(int port) {
        return GasConfig.builder()
                .option("destination", "127.0.0.1:" + port)
                .option("connectTimeout", "30s")
                .build();
    }

    private static GasClient started(int port) {
        GasClient client = new GasClient(config(port));
        client.start();
        return client;
    }

    private static void offer(GasClient client, int from, int count) {
        for (int seq = from; seq < from + count; seq++) {
            byte[] bytes = bytes(new Source(1, 0), seq);
            assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
        }
    }

    private static byte[] bytes(Source source, long seq) {
        return new Event(source, seq, 100).text().getBytes(StandardCharsets.US_ASCII);
    }

    /** Checks the accounting identity of a client that is closed. */
    private static GasStats over(GasClient client) {
        GasStats stats = client.stats();
        assertThat(stats.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(stats.bufferedEvents() + stats.unconfirmedEvents()).isZero();
        assertThat(stats.released() + stats.dropped())
                .as("accounted for in %s", stats)
                .isEqualTo(stats.offered());
        return stats;
    }
}
