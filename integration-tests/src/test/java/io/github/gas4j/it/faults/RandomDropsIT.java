// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.sender.WatchedClient;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random faults for a client that must drop events of its own: each event that is missing is one that it dropped. */
@Tag("long")
@Timeout(60)
class RandomDropsIT {
    private static final int FAULTS = 8;
    private static final int MILLIS = 100;

    @ParameterizedTest
    @CsvSource({
        "959, REPLAY, DROP_NEWEST, 100ms",
        "1217, REPLAY, DROP_OLDEST, off",
        "2986, CONFIRMED, DROP_OLDEST, 100ms",
        "1255, CONFIRMED, DROP_NEWEST, 100ms"
    })
    void whatIsMissingWasDropped(
            long seed, String delivery, String overflow, String deliveryTimeout, @TempDir Path directory)
            throws IOException, InterruptedException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory)) {
            WatchedClient client = new WatchedClient(config(collector, delivery, overflow, deliveryTimeout));
            List<Producer> producers = Producer.start(client::offer, seed);
            RandomFaults faults = new RandomFaults(collector, seed, MILLIS);
            for (int i = 0; i < FAULTS; i++) {
                faults.next();
            }
            Producer.end(producers);
            await().atMost(Duration.ofSeconds(20)).until(() -> client.buffered() == 0);
            client.close(Duration.ofSeconds(5));

            Arrivals arrivals = Arrivals.in(collector.journal(), Framing.NEWLINE);
            assertThat(client.unaccounted()).isZero();
            assertThat(arrivals.others()).isEmpty();
            assertThat(arrivals.duplicates()).isLessThanOrEqualTo(client.replayed());
            long lost = 0;
            long droppedAndThere = 0;
            for (Producer producer : producers) {
                BitSet dropped = client.dropped(producer.source());
                BitSet arrived = arrivals.of(producer.source());
                BitSet missing = producer.taken();
                missing.andNot(arrived);
                missing.andNot(dropped);
                lost += missing.cardinality();
                dropped.and(arrived);
                droppedAndThere += dropped.cardinality();
            }
            assertThat(lost).as("missing, and not dropped").isLessThanOrEqualTo(client.droppedUnseen());
            assertThat(droppedAndThere)
                    .as("dropped, and there although not reported as such")
                    .isLessThanOrEqualTo(client.mayHaveArrived());
            if (overflow.equals("DROP_NEWEST")) {
                assertThat(client.mayHaveArrived())
                        .as("given up although written, but for what a connection ended within")
                        .isLessThanOrEqualTo(client.connections());
            }
        }
    }

    private static ClientOptions config(Collector collector, String delivery, String overflow, String deliveryTimeout) {
        return ClientOptions.of(Map.ofEntries(
                entry("destination", "127.0.0.1:" + collector.port()),
                entry("delivery", delivery),
                entry("confirmInterval", "100ms"),
                entry("overflow", overflow),
                entry("deliveryTimeout", deliveryTimeout),
                entry("bufferSize", "1MiB"),
                entry("maxRetries", "-1"),
                entry("retryInterval", "10ms"),
                entry("maxRetryInterval", "60ms"),
                entry("writeTimeout", "2s"),
                entry("sendBufferSize", "32KiB"),
                entry("replayWindow", "256KiB")));
    }
}
