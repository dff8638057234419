// SPDX-License-Identifier: MIT
package io.github.gas4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GasMetricsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Collector collector = Collector.up();
    private final Scrape scrape = scrape();
    private final GasMetrics metrics = new GasMetrics();
    private final List<GasClient> clients = new ArrayList<>();

    private static Scrape scrape() {
        try {
            return new Scrape();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void close() {
        metrics.close();
        clients.forEach(client -> client.close(Duration.ZERO));
        scrape.close();
        collector.close();
    }

    private GasClient start(String name) {
        GasConfig config = GasConfig.builder()
                .option("destination", collector.destination())
                .option("bufferSize", "64KiB")
                .build();
        GasClient client = new GasClient(name, config, new GasListener() {}, Thread::new);
        clients.add(client);
        client.start();
        return client;
    }

    private static boolean offer(GasClient client, int bytes) {
        byte[] event = "e".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        return client.offer(event, 0, bytes);
    }

    private double value(String meter) {
        return scrape.value(meter);
    }

    @Test
    void tellsOfAnOutageInAScrape() throws Exception {
        GasClient client = start("COLLECTOR");
        metrics.bindTo(scrape.registry());
        offer(client, 100);
        collector.awaitLines(1);
        assertThat(client.flush(LONG)).isTrue();
        assertThat(value("gas_connection_state{client=\"COLLECTOR\",state=\"connected\"}"))
                .isEqualTo(1);
        assertThat(value("gas_connection_outage_seconds_count{client=\"COLLECTOR\"}"))
                .isZero();
        assertThat(value("gas_connection_connect_seconds_count{client=\"COLLECTOR\"}"))
                .isPositive();
        assertThat(value("gas_events_released_total{client=\"COLLECTOR\"}")).isEqualTo(1);

        collector.goDown(Ending.RESET);
        await().until(() -> client.stats().failedAttempts() > 1);
        while (offer(client, 1000)) {
            assertThat(client.stats().released()).isEqualTo(1);
        }
        await().until(() -> value("gas_buffer_oldest_age_seconds{client=\"COLLECTOR\"}") > 0);

        assertThat(value("gas_connection_state{client=\"COLLECTOR\",state=\"connected\"}"))
                .isZero();
        assertThat(value("gas_connection_outage_seconds_count{client=\"COLLECTOR\"}"))
                .isEqualTo(1);
        assertThat(value("gas_connection_outage_seconds_sum{client=\"COLLECTOR\"}"))
                .isPositive();
        assertThat(value("gas_connection_progress_age_seconds{client=\"COLLECTOR\"}"))
                .isPositive();
        assertThat(value("gas_connection_attempts_failed_total{client=\"COLLECTOR\"}"))
                .isGreaterThan(1);
        assertThat(value("gas_events_dropped_total{client=\"COLLECTOR\",reason=\"buffer_full\"}"))
                .isEqualTo(1);
        assertThat(value("gas_buffer_capacity_bytes{client=\"COLLECTOR\"}")).isGreaterThanOrEqualTo(64 * 1024);
        assertThat(value("gas_buffer_used_bytes{client=\"COLLECTOR\"}"))
                .isEqualTo(value("gas_buffer_unsent_bytes{client=\"COLLECTOR\"}"))
                .isGreaterThan(60_000);
        assertThat(value("gas_events_offered_total{client=\"COLLECTOR\"}"))
                .isEqualTo(value("gas_buffer_events{client=\"COLLECTOR\"}") + 2);

        collector.listen();
        assertThat(client.flush(LONG)).isTrue();

        assertThat(value("gas_buffer_events{client=\"COLLECTOR\"}")).isZero();
        assertThat(value("gas_buffer_oldest_age_seconds{client=\"COLLECTOR\"}")).isZero();
        assertThat(value("gas_connection_outage_seconds_count{client=\"COLLECTOR\"}"))
                .isEqualTo(1);
    }

    @Test
    void hasADropCounterForEachReason() {
        start("COLLECTOR");
        metrics.bindTo(scrape.registry());

        assertThat(scrape.lines())
                .filteredOn(line -> line.startsWith("gas_events_dropped_total{"))
                .hasSize(DropReason.values().length);
        assertThat(scrape.page()).contains("# HELP gas_events_dropped_total Events dropped, by reason");
    }

    @Test
    void bindsAClientThatStartsLaterAndLetsGoOfOneThatEnds() {
        metrics.bindTo(scrape.registry());
        assertThat(scrape.lines()).isEmpty();

        GasClient client = start("LATER");
        assertThat(value("gas_events_offered_total{client=\"LATER\"}")).isZero();

        client.close(LONG);
        assertThat(scrape.lines()).isEmpty();
        assertThat(scrape.registry().getMeters()).isEmpty();
    }

    @Test
    void letsGoOfAClientThatEndsByItself() {
        metrics.bindTo(scrape.registry());
        GasClient client = start("RETIRED");

        client.retire(Duration.ZERO);

        await().until(() -> scrape.registry().getMeters().isEmpty());
    }

    @Test
    void tellsTwoClientsOfOneNameApart() {
        GasClient first = start("SAME");
        metrics.bindTo(scrape.registry());
        GasClient second = start("SAME");
        offer(first, 1);
        offer(second, 1);
        offer(second, 1);

        assertThat(value("gas_events_offered_total{client=\"SAME\"}")).isEqualTo(1);
        assertThat(value("gas_events_offered_total{client=\"SAME-2\"}")).isEqualTo(2);

        first.close(LONG);
        start("SAME");
        assertThat(value("gas_events_offered_total{client=\"SAME\"}")).isZero();
        assertThat(value("gas_events_offered_total{client=\"SAME-2\"}")).isEqualTo(2);
    }

    @Test
    void bindsToSeveralRegistriesAndToEachOnce() {
        GasClient client = start("COLLECTOR");
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        metrics.bindTo(scrape.registry());
        metrics.bindTo(scrape.registry());
        metrics.bindTo(other);
        offer(client, 1);

        assertThat(value("gas_events_offered_total{client=\"COLLECTOR\"}")).isEqualTo(1);
        assertThat(other.get("gas.events.offered")
                        .tag("client", "COLLECTOR")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void removesItsMetersWhenItIsClosed() {
        start("COLLECTOR");
        metrics.bindTo(scrape.registry());

        metrics.close();
        start("LATER");

        assertThat(scrape.registry().getMeters()).isEmpty();
    }
}
