// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import co.elastic.logging.logback.EcsEncoder;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event that reports drops, as encoders write it. All clients wait for theirs at the same time, for seconds. */
class DropReportTest {
    private static final String WORDS =
            "dropped 1 event to 127\\.0\\.0\\.1:\\d+ between \\S+Z and \\S+Z: 1 as TOO_LARGE";
    private static final String EVERYTHING =
            "%level %logger [%thread] %contextName %property{site} '%X{user}' %line %msg %kvp %d{yyyy}%n";
    private static final Map<String, String> LINES = new HashMap<>();
    private static final Map<String, GasStats> STATS = new HashMap<>();

    /** Has clients with different elements drop one event each, and waits for the lines that report it. */
    @BeforeAll
    static void dropOneEventEach() {
        Map<String, String> elements = Map.of(
                "pattern", "<encoder><pattern>" + EVERYTHING + "</pattern></encoder>",
                "logback", "<encoder class='" + JsonEncoder.class.getName() + "'/>",
                "logstash", "<encoder class='" + LogstashEncoder.class.getName() + "'/>",
                "elastic", "<encoder class='" + EcsEncoder.class.getName() + "'/>",
                "filter",
                        "<filter class='" + ThresholdFilter.class.getName() + "'><level>ERROR</level></filter>"
                                + Logging.MESSAGE_ONLY,
                "off", "<reportDrops>false</reportDrops>" + Logging.MESSAGE_ONLY);
        Map<String, Collector> collectors = new HashMap<>();
        Map<String, Logging> loggings = new HashMap<>();
        elements.forEach((name, inside) -> {
            Collector collector = Collector.up();
            Logging logging = Logging.with("<destination>" + collector.destination()
                    + "</destination><maxEventSize>2000</maxEventSize>" + inside);
            logging.mdc.put("user", "alice");
            logging.context.setName("shop");
            logging.context.putProperty("site", "north");
            logging.logger().error("x".repeat(2_001));
            collectors.put(name, collector);
            loggings.put(name, logging);
        });
        collectors.forEach((name, collector) -> {
            if (!name.equals("off")) {
                LINES.put(name, collector.awaitLines(1).get(0));
            }
        });
        collectors.forEach(
                (name, collector) -> LINES.putIfAbsent(name, collector.lines().toString()));
        loggings.forEach((name, logging) -> STATS.put(name, logging.stats()));
        loggings.values().forEach(Logging::close);
        collectors.values().forEach(Collector::close);
    }

    private static JsonNode json(String encoder) {
        JsonNode event = new JsonMapper().readTree(Objects.requireNonNull(LINES.get(encoder)));
        assertThat(event.isObject()).isTrue();
        return event;
    }

    @Test
    void aPatternShowsEverythingThatAnEventHas() {
        assertThat(LINES.get("pattern"))
                .matches("WARN io\\.github\\.gas4j \\[gas-COLLECTOR] shop north '' \\? " + WORDS
                        + " gas\\.destination=\"127\\.0\\.0\\.1:\\d+\" gas\\.dropped\\.total=\"1\""
                        + " gas\\.dropped\\.too_large=\"1\" gas\\.first=\"\\S+Z\" gas\\.last=\"\\S+Z\" 20\\d\\d");
    }

    @Test
    void theJsonOfLogbackHasThePairs() {
        JsonNode event = json("logback");

        assertThat(event.get("loggerName").asString()).isEqualTo("io.github.gas4j");
        assertThat(event.get("level").asString()).isEqualTo("WARN");
        assertThat(event.get("message").asString()).matches(WORDS);
        assertThat(event.get("kvpList").toString()).contains("\"gas.dropped.too_large\"");
    }

    @Test
    void theJsonOfLogstashHasThePairsAsFields() {
        JsonNode event = json("logstash");

        assertThat(event.get("logger_name").asString()).isEqualTo("io.github.gas4j");
        assertThat(event.get("message").asString()).matches(WORDS);
        assertThat(event.get("gas.dropped.total").asLong()).isEqualTo(1);
        assertThat(event.get("gas.dropped.too_large").asLong()).isEqualTo(1);
        assertThat(event.get("gas.destination").asString()).startsWith("127.0.0.1:");
    }

    @Test
    void theJsonOfElasticHasTheWords() {
        JsonNode event = json("elastic");

        assertThat(event.get("message").asString()).matches(WORDS);
        assertThat(event.get("log.level").asString()).isEqualTo("WARN");
    }

    @Test
    void filtersOfTheAppenderDoNotHoldItBack() {
        assertThat(LINES.get("filter")).matches(WORDS);
    }

    @Test
    void itIsCountedAsAnyOtherEvent() {
        STATS.forEach((name, stats) -> {
            assertThat(stats.offered()).isEqualTo(name.equals("off") ? 1 : 2);
            assertThat(stats.droppedTooLarge()).isEqualTo(1).isEqualTo(stats.dropped());
            assertThat(stats.offered())
                    .isEqualTo(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents());
        });
    }

    @Test
    void whereReportsAreOffNoneComes() {
        assertThat(LINES).containsEntry("off", "[]");
    }

    @Test
    void anEncoderWithoutAContextOfLogbackIsAskedToo() {
        ScriptedEncoder encoder = ScriptedEncoder.statefully(message -> {});
        Member member = new Member(
                "COLLECTOR",
                new StatusReporter(new GasAppender(), System::nanoTime),
                EventEncoder.start(encoder, true),
                "");
        DropReporter reporter = new DropReporter("COLLECTOR", null, () -> member, () -> {});

        assertThat(reporter.reportOf("dropped", Map.of())).isEqualTo(new byte[] {'d', 'r', 'o', 'p', 'p', 'e', 'd'});
    }

    @Test
    void anEncoderThatFailsCostsTheReportAndNothingElse() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {
            if (message.startsWith("dropped")) {
                throw new StackOverflowError("played");
            }
        });
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logging.logger().info("null");
            await().atMost(Duration.ofSeconds(30)).until(() -> encoder.encoded.get() == 2);
            logging.logger().info("goes on");

            assertThat(collector.awaitLines(1)).containsExactly("goes on");
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.stats().dropped()).isEqualTo(1);
            assertThat(logging.stats().defects()).isZero();
        }
    }

    /** The client's thread would make no room while it waits for a thread that waits for room. */
    @Test
    void aStatefulEncoderReportsWhileAThreadWaitsForRoom() throws Exception {
        GasAppender appender = new GasAppender();
        appender.setName("COLLECTOR");
        appender.setBufferSize("64KiB");
        appender.setOverflow("BLOCK");
        appender.setBlockTimeout("1h");
        appender.setMaxRetries("-1");
        ScriptedEncoder encoder = ScriptedEncoder.statefully(message -> {});
        try (Collector nobody = Collector.down();
                Logging logging = Logging.inCode(appender, nobody.destination(), encoder)) {
            Thread waiting = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    logging.logger().info("x".repeat(100));
                }
            });
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            Member member = Objects.requireNonNull(appender.run).member();
            DropReporter reporter = new DropReporter("COLLECTOR", logging.context, () -> member, () -> {});
            CompletableFuture<byte[]> report =
                    CompletableFuture.supplyAsync(() -> Objects.requireNonNull(reporter.reportOf("dropped", Map.of())));

            assertThat(report.get(20, TimeUnit.SECONDS)).hasSize(7);
            assertThat(waiting.isAlive()).isTrue();
            Objects.requireNonNull(appender.run).client().close(Duration.ZERO);
            waiting.join();
        }
    }
}
