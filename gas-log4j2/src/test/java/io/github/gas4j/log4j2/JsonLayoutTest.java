// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout in Log4j's own appenders and in ours, from configuration files. */
final class JsonLayoutTest {
    private static final String MESSAGE = "two\nlines, \"quoted\", é and 😀";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"LOGSTASH", "ECS", "GELF"})
    void theCollectorGetsTheLinesThatAFileGets(String format) throws IOException {
        try (Collector collector = Collector.up()) {
            String layout = "<GasJsonLayout format=\"" + format + "\" originHost=\"here\" serviceName=\"shop\"/>";
            if (!format.equals("GELF")) {
                layout = layout.replace("originHost=\"here\"", "");
            }
            if (!format.equals("ECS")) {
                layout = layout.replace("serviceName=\"shop\"", "");
            }
            try (Log4j log4j = Log4j.start(directory, Log4j.both(gas(collector, "", layout), file("B", layout)))) {
                log4j.logger().info(MESSAGE);
                log4j.logger().error("failed", new IllegalStateException(MESSAGE));
                log4j.logger().warn("user {} has {} orders", "ann", 3);

                assertThat(collector.awaitLines(3)).isEqualTo(Files.readAllLines(directory.resolve("B.log"), UTF_8));
            }
            String message = format.equals("GELF") ? "short_message" : "message";
            assertThat(collector.lines().stream().map(Json::parse))
                    .extracting(event -> event.path(message).asText())
                    .containsExactly(MESSAGE, "failed", "user ann has 3 orders");
        }
    }

    @Test
    void writesTheFieldsOfLogstashWithoutAnyOption() throws IOException {
        JsonNode event = Json.parse(
                inFile("<GasJsonLayout/>", logger -> logger.warn("hello")).get(0));

        assertThat(Json.fields(event))
                .containsOnlyKeys(
                        "@timestamp", "@version", "message", "logger_name", "thread_name", "level", "level_value");
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("level_value").asInt()).isEqualTo(30_000);
        assertThat(event.path("logger_name").asText()).isEqualTo("test");
        assertThat(event.path("thread_name").asText())
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void filesThatRollHoldNothingButEvents() throws IOException {
        String rolling =
                "<RollingFile name=\"ROLLING\" fileName=\"" + directory.resolve("now.log") + "\" filePattern=\""
                        + directory.resolve("old-%i.log") + "\"><GasJsonLayout/>"
                        + "<SizeBasedTriggeringPolicy size=\"1KB\"/><DefaultRolloverStrategy max=\"100\"/></RollingFile>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(rolling, "ROLLING"))) {
            for (int i = 0; i < 50; i++) {
                log4j.logger().info("event {}", i);
            }
        }
        List<String> messages = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(directory).filter(file -> file.toString().endsWith(".log"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file, UTF_8)
                        .forEach(line ->
                                messages.add(Json.parse(line).path("message").asText()));
            }
        }
        assertThat(messages)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "event " + i).toList());
        assertThat(Files.exists(directory.resolve("old-1.log"))).isTrue();
    }

    @Test
    void theNewlineAtTheEndIsNoPartOfAFrame() {
        assertThat(sent("NUL")).startsWith("{").endsWith("}\0").doesNotContain("\n");
        String counted = sent("OCTET_COUNTING");
        String json = counted.substring(counted.indexOf(' ') + 1);
        assertThat(json).startsWith("{").endsWith("}");
        assertThat(counted).isEqualTo(json.length() + " " + json);
    }

    private String sent(String framing) {
        try (Collector collector = Collector.up()) {
            String gas = gas(collector, "framing=\"" + framing + "\"", "<GasJsonLayout/>");
            try (Log4j log4j = Log4j.start(directory, Log4j.configuration(gas, "A"))) {
                log4j.logger().info("hello");
                await().until(() -> collector.journal().text(0).contains("}"));
            }
            return collector.journal().text(0);
        }
    }

    @Test
    void takesAVeryLongEvent() throws IOException {
        String longText = "long é 😀\n".repeat(100_000);

        assertThat(Json.parse(inFile("<GasJsonLayout/>", logger -> logger.info(longText))
                                .get(0))
                        .path("message")
                        .asText())
                .isEqualTo(longText);
    }

    @Test
    void anAsynchronousLoggerKeepsThreadAndMessage() {
        try (Collector collector = Collector.up();
                Log4j log4j =
                        Log4j.startAsync(directory, Log4j.configuration(gas(collector, "", "<GasJsonLayout/>"), "A"))) {
            StringBuilder changing = new StringBuilder("before");
            log4j.logger().info("{}", changing);
            changing.setLength(0);
            changing.append("after");
            log4j.logger().info("{}", changing);

            List<JsonNode> events =
                    collector.awaitLines(2).stream().map(Json::parse).toList();
            assertThat(events)
                    .extracting(event -> event.path("message").asText())
                    .containsExactly("before", "after");
            assertThat(events)
                    .extracting(event -> event.path("thread_name").asText())
                    .containsOnly(Thread.currentThread().getName());
        }
    }

    @Test
    void whatIsLoggedByAToStringIsAnEventOfItsOwn() throws IOException {
        List<String> lines = inFile(
                "<GasJsonLayout/>",
                logger -> logger.info("outer {}", new Object() {
                    @Override
                    public String toString() {
                        logger.info("inner \"{}\"", "x".repeat(10_000));
                        return "done";
                    }
                }));

        assertThat(lines.stream().map(line -> Json.parse(line).path("message").asText()))
                .containsExactlyInAnyOrder("outer done", "inner \"" + "x".repeat(10_000) + "\"");
    }

    @Test
    void theLocationIsAskedForOnlyIfItIsWritten() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.both(
                                gas(collector, "", "<GasJsonLayout/>"),
                                gas(collector, "", "<GasJsonLayout includeCallerData=\"true\"/>")
                                        .replace("\"A\"", "\"B\"")))) {
            assertThat(log4j.appender("A").requiresLocation()).isFalse();
            assertThat(log4j.appender("B").requiresLocation()).isTrue();
        }
    }

    private List<String> inFile(String layout, Consumer<Logger> logging) throws IOException {
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(file("FILE", layout), "FILE"))) {
            logging.accept(log4j.logger());
        }
        return Files.readAllLines(directory.resolve("FILE.log"), UTF_8);
    }

    private String file(String name, String layout) {
        return "<File name=\"" + name + "\" fileName=\"" + directory.resolve(name + ".log") + "\">" + layout
                + "</File>";
    }

    private static String gas(Collector collector, String attributes, String layout) {
        return "<Gas name=\"A\" destination=\"" + collector.destination() + "\" reportDrops=\"false\" " + attributes
                + ">" + layout + "</Gas>";
    }
}
