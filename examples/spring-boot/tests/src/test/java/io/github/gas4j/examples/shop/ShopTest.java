// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page about Spring Boot promises, for each variant of the application. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ShopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGTERM = 128 + 15;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** One application for all of it, because its start is what takes long. */
    @ParameterizedTest
    @EnumSource
    void losesNothingFromAStartWithoutACollectorToAnEndWithoutOne(Variant variant) throws Exception {
        try (Collector collector = Collector.down();
                Shop shop = Shop.open(variant, collector)) {
            shop.awaitStart();
            collector.listen();
            await("everything")
                    .atMost(PATIENCE)
                    .until(() -> missing(shop, collector).isEmpty());
            assertFormat(variant.format(), collector);
            assertMeters(shop);

            logInAnOutage(shop, collector);
            shop.terminate();
            shop.awaitLine("the shop closes after");
            collector.listen();

            assertThat(shop.awaitEnd()).as("exit code").isEqualTo(SIGTERM);
            assertThat(missing(shop, collector)).as("missing").isEmpty();
        }
    }

    /** The arm that must fail: what is buffered is gone with the process. */
    @Test
    void losesWhatIsBufferedWhenItIsKilled() throws IOException {
        try (Collector collector = Collector.up();
                Shop shop = Shop.open(Variant.BOOT_4, collector)) {
            shop.awaitStart();

            logInAnOutage(shop, collector);
            shop.kill();
            collector.listen();

            assertThat(missing(shop, collector)).as("missing").isNotEmpty();
        }
    }

    /** The report's names must not contradict each other where a format nests them. */
    @ParameterizedTest
    @EnumSource(names = {"BOOT_4", "BOOT_3_LOG4J2"})
    void reportsInEcsWhatWasDropped(Variant variant, @TempDir Path directory) throws IOException {
        String configuration = Files.readString(variant.configuration())
                .replace("<shutdownTimeout>5s</shutdownTimeout>", "<rateLimit>5/h</rateLimit>")
                .replace("shutdownTimeout=\"5s\"", "rateLimit=\"5/h\"");
        Path limited = Files.writeString(directory.resolve(variant + ".xml"), configuration);
        try (Collector collector = Collector.up();
                Shop shop = Shop.open(variant, collector, "--logging.config=" + limited, "--shop.interval=1h")) {
            shop.awaitStart();

            await("a report")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events(collector)).anySatisfy(event -> {
                        assertThat(event.at("/gas/dropped/total").asLong()).isPositive();
                        assertThat(event.at("/gas/dropped/rate_limited").asLong())
                                .isPositive();
                    }));
        }
    }

    private static void logInAnOutage(Shop shop, Collector collector) {
        collector.goDown(Ending.FIN);
        shop.awaitOrders(3);
    }

    /** Returns what was logged and has not arrived. */
    private static Set<String> missing(Shop shop, Collector collector) {
        Set<String> missing = new HashSet<>(shop.logged());
        events(collector).forEach(event -> missing.remove(event.path("message").asString()));
        return missing;
    }

    /** Returns what has arrived; fails if a line is not JSON. */
    private static List<JsonNode> events(Collector collector) {
        return collector.lines().stream().map(JSON::readTree).toList();
    }

    private static void assertFormat(Variant.Format format, Collector collector) {
        JsonNode order = events(collector).stream()
                .filter(event -> event.path("message").asString().equals("order 1 accepted"))
                .findFirst()
                .orElseThrow();
        String logger = Orders.class.getName();
        switch (format) {
            case ECS -> {
                assertThat(order.at("/log/level").asString()).isEqualTo("INFO");
                assertThat(order.at("/log/logger").asString()).isEqualTo(logger);
                assertThat(order.at("/service/name").asString()).isEqualTo("shop");
                assertThat(order.at("/ecs/version").asString()).isNotEmpty();
            }
            case LOGSTASH -> {
                assertThat(order.path("level").asString()).isEqualTo("INFO");
                assertThat(order.path("logger_name").asString()).isEqualTo(logger);
                assertThat(order.path("@version").asString()).isEqualTo("1");
            }
        }
        assertThat(order.path("order").asString()).isEqualTo("1");
    }

    /** The console shows an event before the appender gets it, but its line may still be on its way to this process. */
    private static void assertMeters(Shop shop) throws Exception {
        int before = shop.logged().size();
        shop.awaitOrders(2);
        String metrics = shop.metrics();
        shop.awaitOrders(5);
        int after = shop.logged().size();

        assertThat(meter(metrics, "gas_events_offered_total{client=\"COLLECTOR\"}"))
                .isBetween((double) before, (double) after);
        assertThat(meter(metrics, "gas_events_written_total{client=\"COLLECTOR\"}"))
                .isGreaterThanOrEqualTo(before);
        assertThat(meter(metrics, "gas_events_dropped_total{client=\"COLLECTOR\",reason=\"buffer_full\"}"))
                .isZero();
        assertThat(meter(metrics, "gas_connection_state{client=\"COLLECTOR\",state=\"connected\"}"))
                .isOne();
    }

    private static double meter(String metrics, String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE)
                .matcher(metrics);
        assertThat(line.find()).as(name + " in " + metrics).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
