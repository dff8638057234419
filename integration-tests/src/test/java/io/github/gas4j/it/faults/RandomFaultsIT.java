// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One fault after another, at random moments, each run repeatable as far as its seed goes. */
@Tag("long")
@Timeout(60)
class RandomFaultsIT {
    private static final int FAULTS = 12;
    private static final int MILLIS = 300;

    @ParameterizedTest
    @CsvSource({
        "1, NEWLINE, 8MiB, DROP_NEWEST",
        "2, OCTET_COUNTING, 8MiB, BLOCK",
        "3, LENGTH_PREFIX, 256KiB, DROP_NEWEST"
    })
    void whatWasTakenArrives(long seed, Framing framing, String bufferSize, String overflow, @TempDir Path directory)
            throws IOException, InterruptedException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory)) {
            GasClient client = new GasClient(config(collector, framing)
                    .option("bufferSize", bufferSize)
                    .option("overflow", overflow)
                    .build());
            client.start();
            List<Producer> producers = Producer.start(bytes -> client.offer(bytes, 0, bytes.length), seed);
            RandomFaults faults = new RandomFaults(collector, seed, MILLIS);
            for (int i = 0; i < FAULTS; i++) {
                faults.next();
            }
            Producer.end(producers);
            await().atMost(Duration.ofSeconds(20)).until(() -> client.stats().bufferedEvents() == 0);
            client.close(Duration.ofSeconds(5));

            GasStats stats = client.stats();
            Arrivals arrivals = Arrivals.in(collector.journal(), framing);
            assertThat(stats.released() + stats.dropped()).as("%s", stats).isEqualTo(stats.offered());
            assertThat(stats.dropped()).as("%s", stats).isEqualTo(stats.droppedBufferFull());
            assertThat(arrivals.others()).isEmpty();
            assertThat(arrivals.disorder()).isEmpty();
            assertThat(arrivals.duplicates()).as("%s", stats).isLessThanOrEqualTo(stats.replayed());
            for (Producer producer : producers) {
                assertThat(arrivals.of(producer.source())).as("%s", stats).isEqualTo(producer.taken());
            }
        }
    }

    private static GasConfigBuilder config(Collector collector, Framing framing) {
        return GasConfig.builder()
                .option("destination", "127.0.0.1:" + collector.port())
                .option("framing", framing.name())
                .option("blockTimeout", "20s")
                .option("maxRetries", "-1")
                .option("retryInterval", "10ms")
                .option("maxRetryInterval", "60ms")
                .option("writeTimeout", "300ms")
                .option("sendBufferSize", "8KiB")
                .option("replayWindow", "128KiB");
    }
}
