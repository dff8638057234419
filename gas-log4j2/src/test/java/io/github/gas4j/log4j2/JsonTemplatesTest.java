// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.spi.MutableThreadContextStack;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Log4j's JsonTemplateLayout says of an event with its own templates, ours says too where a field means the same. */
final class JsonTemplatesTest {
    private static final StackTraceElement CALLER = new StackTraceElement("com.example.Shop", "order", "Shop.java", 42);

    static Stream<LogEvent> events() {
        return Stream.of(
                event(Level.INFO).setMessage(new SimpleMessage("plain")).build(),
                event(Level.WARN)
                        .setMessage(new ParameterizedMessage("é \"{}\" 😀\n\t\u0001", "x"))
                        .build(),
                event(Level.ERROR)
                        .setMessage(new SimpleMessage("failed"))
                        .setThrown(new IllegalStateException("outer \"é\"", new RuntimeException("inner")))
                        .build(),
                event(Level.FATAL).setMessage(new ObjectMessage(List.of(1, 2))).build(),
                event(Level.TRACE)
                        .setMessage(new SimpleMessage("in context"))
                        .setContextData(context())
                        .setContextStack(new MutableThreadContextStack(List.of("first", "second")))
                        .build(),
                event(Level.DEBUG)
                        .setMessage(new StringMapMessage().with("order", "4711"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("events")
    void ecs(LogEvent event) {
        JsonNode ours = ours("ECS", event);
        JsonNode theirs = theirs("EcsLayout", event);

        assertThat(ours).isNotNull();
        for (String name : List.of(
                "ecs.version",
                "log.level",
                "message",
                "process.thread.name",
                "log.logger",
                "trace.id",
                "user",
                "tags",
                "error.type",
                "error.message")) {
            assertThat(ours.path(name)).as(name).isEqualTo(theirs.path(name));
        }
        assertSameTime(ours.path("@timestamp"), theirs.path("@timestamp"));
        assertSameTrace(ours.path("error.stack_trace"), theirs.path("error.stack_trace"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void logstash(LogEvent event) {
        JsonNode ours = ours("LOGSTASH", event);
        JsonNode theirs = theirs("LogstashJsonEventLayoutV1", event);

        for (String name : List.of("message", "thread_name", "level", "logger_name")) {
            assertThat(ours.path(name)).as(name).isEqualTo(theirs.path(name));
        }
        assertThat(ours.path("@version").asText())
                .isEqualTo(theirs.path("@version").asText());
        theirs.path("mdc")
                .forEachEntry((key, value) -> assertThat(ours.path(key)).as(key).isEqualTo(value));
        assertSameTime(ours.path("@timestamp"), theirs.path("@timestamp"));
        assertSameTrace(ours.path("stack_trace"), theirs.path("exception").path("stacktrace"));
        assertThat(ours.path("caller_class_name")).isEqualTo(theirs.path("class"));
        assertThat(ours.path("caller_method_name")).isEqualTo(theirs.path("method"));
        assertThat(ours.path("caller_file_name")).isEqualTo(theirs.path("file"));
        assertThat(ours.path("caller_line_number")).isEqualTo(theirs.path("line_number"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void gelf(LogEvent event) {
        JsonNode ours = ours("GELF", event);
        JsonNode theirs = theirs("GelfLayout", event);

        for (String name : List.of("version", "short_message", "level", "_trace.id", "_user")) {
            assertThat(ours.path(name)).as(name).isEqualTo(theirs.path(name));
        }
        assertThat(ours.path("_logger_name")).isEqualTo(theirs.path("_logger"));
        assertThat(ours.path("_thread_name")).isEqualTo(theirs.path("_thread"));
        assertThat(ours.path("timestamp").decimalValue())
                .isCloseTo(theirs.path("timestamp").decimalValue(), Offset.offset(new BigDecimal("0.001")));
        assertThat(ours.path("host").asText()).isNotEmpty();
        if (event.getThrown() != null) {
            assertSameTrace(ours.path("full_message"), theirs.path("full_message"));
        }
    }

    private static Log4jLogEvent.Builder event(Level level) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("com.example.Shop")
                .setLoggerFqcn("com.example.Logger")
                .setThreadName("thread \"1\"")
                .setLevel(level)
                .setIncludeLocation(true)
                .setSource(CALLER);
    }

    private static StringMap context() {
        StringMap context = new SortedArrayStringMap();
        context.putValue("trace.id", "4bf92f3577b34da6");
        context.putValue("user", "é \"x\"");
        return context;
    }

    private static JsonNode ours(String format, LogEvent event) {
        GasJsonLayout layout = GasJsonLayout.newBuilder()
                .setFormat(format)
                .setIncludeCallerData("true")
                .build();
        return Json.of(Objects.requireNonNull(layout), event);
    }

    private static JsonNode theirs(String template, LogEvent event) {
        return Json.of(
                JsonTemplateLayout.newBuilder()
                        .setConfiguration(new DefaultConfiguration())
                        .setLocationInfoEnabled(true)
                        .setEventTemplateUri("classpath:" + template + ".json")
                        .build(),
                event);
    }

    private static void assertSameTime(JsonNode ours, JsonNode theirs) {
        assertThat(instant(ours)).isEqualTo(instant(theirs));
    }

    private static Instant instant(JsonNode time) {
        String text = time.asText().replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Traces differ in how they count the frames that a cause shares with its effect. */
    private static void assertSameTrace(JsonNode ours, JsonNode theirs) {
        assertThat(lines(ours)).isEqualTo(lines(theirs));
    }

    private static List<String> lines(JsonNode trace) {
        return trace.asText()
                .lines()
                .filter(line -> !line.matches("\\s+\\.\\.\\. \\d+ (more|common frames omitted)"))
                .toList();
    }
}
