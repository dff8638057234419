// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event that reports drops, as layouts write it. All clients wait for theirs at the same time, for seconds. */
final class DropReportTest {
    private static final String WORDS =
            "dropped 1 event to 127\\.0\\.0\\.1:\\d+ between \\S+Z and \\S+Z: 1 as TOO_LARGE";
    private static final String EVERYTHING =
            "%p %c [%t] %L '%x' %m %X{gas.destination} %X{gas.dropped.total} %X{gas.dropped.too_large} %d{yyyy}%n";
    private static final Map<String, String> LINES = new HashMap<>();
    private static final Map<String, GasStats> STATS = new HashMap<>();

    /** Has clients with different layouts drop one event each, and waits for the lines that report it. */
    @BeforeAll
    static void dropOneEventEach(@TempDir Path directory) {
        Map<String, String> elements = Map.of(
                "pattern", "<PatternLayout pattern=\"" + EVERYTHING + "\"/>",
                "ecs", "<JsonTemplateLayout eventTemplateUri=\"classpath:EcsLayout.json\"/>",
                "gelf", "<GelfLayout compressionType=\"OFF\" includeNewLineDelimiter=\"true\"/>",
                "filter", "<PatternLayout pattern=\"%m%n\"/><ThresholdFilter level=\"ERROR\"/>",
                "reload", "<PatternLayout pattern=\"before %m%n\"/>",
                "off", "<PatternLayout pattern=\"%m%n\"/>");
        Map<String, Collector> collectors = new HashMap<>();
        Map<String, Log4j> log4js = new HashMap<>();
        elements.forEach((name, inside) -> {
            Collector collector = Collector.up();
            Log4j log4j = Log4j.start(directory, configuration(collector, name, inside));
            log4j.logger().error("x".repeat(2_001));
            if (name.equals("reload")) {
                log4j.reload(configuration(collector, name, "<PatternLayout pattern=\"after %m%n\"/>"));
            }
            collectors.put(name, collector);
            log4js.put(name, log4j);
        });
        collectors.forEach((name, collector) -> {
            if (!name.equals("off")) {
                LINES.put(name, collector.awaitLines(1).get(0));
            }
        });
        collectors.forEach(
                (name, collector) -> LINES.putIfAbsent(name, collector.lines().toString()));
        log4js.forEach((name, log4j) -> STATS.put(name, log4j.stats()));
        log4js.values().forEach(Log4j::close);
        collectors.values().forEach(Collector::close);
    }

    private static String configuration(Collector collector, String name, String elements) {
        return Log4j.gas(
                "destination=\"" + collector.destination() + "\" maxEventSize=\"2000\" reportDrops=\""
                        + !name.equals("off") + '"',
                elements);
    }

    private static JsonNode json(String layout) throws IOException {
        JsonNode event = new ObjectMapper().readTree(Objects.requireNonNull(LINES.get(layout)));
        assertThat(event.isObject()).isTrue();
        return event;
    }

    @Test
    void aPatternShowsEverythingThatAnEventHas() {
        assertThat(LINES.get("pattern"))
                .matches("WARN io\\.github\\.gas4j \\[gas-GAS] \\S* ?'\\[]' " + WORDS
                        + " 127\\.0\\.0\\.1:\\d+ 1 1 20\\d\\d");
    }

    @Test
    void theEcsTemplateHasTheValuesAsFields() throws IOException {
        JsonNode event = json("ecs");

        assertThat(event.get("log.level").asText()).isEqualTo("WARN");
        assertThat(event.get("log.logger").asText()).isEqualTo("io.github.gas4j");
        assertThat(event.get("message").asText()).matches(WORDS);
        assertThat(event.get("gas.destination").asText()).startsWith("127.0.0.1:");
        assertThat(event.get("gas.dropped.total").asText()).isEqualTo("1");
        assertThat(event.get("gas.dropped.too_large").asText()).isEqualTo("1");
        assertThat(event.get("gas.first").asText()).endsWith("Z");
    }

    @Test
    void theGelfLayoutHasTheValuesAsFields() throws IOException {
        JsonNode event = json("gelf");

        assertThat(event.get("short_message").asText()).matches(WORDS);
        assertThat(event.get("_gas.dropped.too_large").asText()).isEqualTo("1");
    }

    @Test
    void afterAReloadTheNewLayoutWritesIt() {
        assertThat(LINES.get("reload")).matches("after " + WORDS);
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
}
