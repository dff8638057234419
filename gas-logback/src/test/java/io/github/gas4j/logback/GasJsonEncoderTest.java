// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MarkerFactory;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@link GasJsonEncoder} in configurations, and what it sends. */
class GasJsonEncoderTest {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Fails to say what it is. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void writesTheFieldsOfLogstashByDefault() {
        Map<String, Object> fields = sent("", logger -> logger.info("Zo\u00eb says \"{}\"", "hi\n"));

        assertThat(fields)
                .containsEntry("message", "Zo\u00eb says \"hi\n\"")
                .containsEntry("level", "INFO")
                .containsEntry("level_value", 20000)
                .containsEntry("logger_name", "test")
                .containsEntry("thread_name", Thread.currentThread().getName())
                .containsEntry("@version", "1")
                .containsKey("@timestamp");
    }

    @Test
    void writesWhatTheOptionsSay() {
        Map<String, Object> fields = sent("""
                <includeMdcKeyName>a</includeMdcKeyName><includeMdcKeyName>b,c</includeMdcKeyName>
                <includeKeyValuePairs>false</includeKeyValuePairs><includeMarkers>false</includeMarkers>
                <includeContext>false</includeContext><includeCallerData>true</includeCallerData>
                <customFields>{"app": {"name": "shop"}}</customFields>
                <fieldName>message=msg</fieldName><fieldName>level_value=[ignore]</fieldName>
                <timestampPattern>yyyy</timestampPattern><timeZone>UTC</timeZone>
                <shortenedLoggerNameLength>0</shortenedLoggerNameLength>
                <maxDepthPerThrowable>1</maxDepthPerThrowable><rootCauseFirst>true</rootCauseFirst>
                <eventId>true</eventId>""", logger -> {
            mdc(logger).put("a", "1");
            mdc(logger).put("c", "3");
            mdc(logger).put("d", "4");
            logger.atWarn()
                    .addKeyValue("k", 1)
                    .addMarker(MarkerFactory.getMarker("M"))
                    .setCause(new IllegalStateException("outer", new IOException("inner")))
                    .log("text");
        });

        assertThat(fields)
                .containsEntry("msg", "text")
                .containsEntry("a", "1")
                .containsEntry("c", "3")
                .containsEntry("app", Map.of("name", "shop"))
                .containsEntry("caller_class_name", GasJsonEncoderTest.class.getName())
                .doesNotContainKeys("message", "d", "k", "tags", "level_value");
        assertThat(fields.get("@timestamp")).asString().matches("20\\d\\d");
        assertThat(fields.get("event_id")).asString().matches("\\w+-\\w+");
        assertThat(fields.get("stack_trace"))
                .asString()
                .startsWith("java.io.IOException: inner\n\t... ")
                .contains("frames truncated")
                .contains("Wrapped by: java.lang.IllegalStateException: outer\n\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "ECS, '<serviceName>shop</serviceName><serviceVersion>1</serviceVersion><eventDataset>d</eventDataset>',"
                + " service.name, shop",
        "ECS, '<serviceName>shop</serviceName>', event.dataset, shop",
        "ECS, '<serviceEnvironment>live</serviceEnvironment>', service.environment, live",
        "GELF, '<originHost>h1</originHost>', host, h1",
        "GELF, '<staticField>app:a, b</staticField><staticField>zone=eu</staticField>', _app, 'a, b'",
        "GELF, '<staticField>app:a</staticField><staticField>zone=eu</staticField>', _zone, eu",
    })
    void writesTheFieldsOfTheFormat(String format, String options, String field, String value) {
        Map<String, Object> fields = sent("<format>" + format + "</format>" + options, logger -> logger.info("text"));

        assertThat(fields).containsEntry(field, value);
    }

    @Test
    void writesEachNameOnceAndTheNearestValueOfIt() {
        Map<String, Object> fields = sent("", logger -> {
            logger.getLoggerContext().putProperty("x", "context");
            logger.getLoggerContext().putProperty("y", "context");
            logger.getLoggerContext().putProperty("z", "context");
            mdc(logger).put("x", "mdc");
            mdc(logger).put("y", "mdc");
            mdc(logger).put("level", "mdc");
            logger.atInfo().addKeyValue("x", "pair").addKeyValue("x", "second").log("text");
        });

        assertThat(fields)
                .containsEntry("x", "pair")
                .containsEntry("y", "mdc")
                .containsEntry("z", "context")
                .containsEntry("level", "INFO");
    }

    @Test
    void writesANoteForWhatThrows() {
        Map<String, Object> fields = sent(
                "",
                logger -> logger.atInfo()
                        .addKeyValue("bad", new Unspeakable())
                        .addKeyValue("good", List.of(1, "b"))
                        .log("text"));

        assertThat(fields)
                .containsEntry("bad", "[toString() failed: java.lang.IllegalStateException]")
                .containsEntry("good", List.of(1, "b"))
                .containsEntry("message", "text");
    }

    @Test
    void cutsTextsThatMakeAnEventTooLong() throws IOException {
        String options = "<maxLength>1024</maxLength>";
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, options)) {
            mdc(logging.logger()).put("long", "\u20ac\"\ud83d\ude00".repeat(2_000));
            logging.logger().info("x".repeat(5_000), new IllegalStateException("y".repeat(3_000)));

            String line = collector.awaitLines(1).get(0);
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1024);
            assertThat(parse(line).get("message")).asString().startsWith("xxx").endsWith("...");
        }
    }

    @Test
    void refusesWhatIsNotValidAndSaysEverythingAtOnce() {
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, """
                        <format>XML</format><includeMdc>perhaps</includeMdc><timeZone>Mars</timeZone>
                        <timestampPattern>bb</timestampPattern><maxLength>5</maxLength>
                        <customFields>{"a":1,}</customFields><fieldName>nothing=x</fieldName>
                        <serviceName>shop</serviceName><originHost>h</originHost>""")) {
            assertThat(logging.errors())
                    .hasSize(10)
                    .anySatisfy(error -> assertThat(error).contains("option format: 'XML'", "LOGSTASH, ECS, GELF"))
                    .anySatisfy(error -> assertThat(error).contains("option includeMdc: 'perhaps'", "true or false"))
                    .anySatisfy(error -> assertThat(error).contains("option timeZone: 'Mars'"))
                    .anySatisfy(error -> assertThat(error).contains("option timestampPattern: 'bb'"))
                    .anySatisfy(error -> assertThat(error).contains("option maxLength: '5'"))
                    .anySatisfy(error -> assertThat(error).contains("option customFields", "'}' at character 8"))
                    .anySatisfy(error -> assertThat(error).contains("option fieldName: 'nothing=x'", "old=new"))
                    .anySatisfy(error -> assertThat(error).contains("option serviceName", "only with format=ECS"))
                    .anySatisfy(error -> assertThat(error).contains("option originHost", "only with format=GELF"))
                    .anySatisfy(error -> assertThat(error).contains("the encoder has not started"));
            assertThat(logging.appender().isStarted()).isFalse();
        }
    }

    @Test
    void worksInAnotherAppender(@TempDir Path directory) throws IOException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        GasJsonEncoder encoder = new GasJsonEncoder();
        encoder.setContext(context);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(directory.resolve("log").toString());
        appender.setEncoder(encoder);
        appender.start();
        Logger logger = context.getLogger("test");
        logger.addAppender(appender);
        logger.info("one");
        logger.info("two");
        context.stop();

        assertThat(Files.readAllLines(directory.resolve("log")))
                .extracting(line -> parse(line).get("message"))
                .containsExactly("one", "two");
    }

    @Test
    void anArgumentThatLogsDoesNotDisturbItsEvent() {
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, "")) {
            Logger logger = logging.logger();
            Object chatty = new Object() {
                @Override
                public String toString() {
                    logger.info("inner");
                    return "chatty";
                }
            };
            logger.atInfo().addKeyValue("k", chatty).log("outer");

            assertThat(collector.awaitLines(2))
                    .extracting(line -> parse(line).get("message"))
                    .containsExactly("inner", "outer");
        }
    }

    private static LogbackMDCAdapter mdc(Logger logger) {
        return (LogbackMDCAdapter) logger.getLoggerContext().getMDCAdapter();
    }

    private static Map<String, Object> sent(String options, Consumer<Logger> logs) {
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, options)) {
            logging.context.setMDCAdapter(new LogbackMDCAdapter());
            assertThat(logging.errors()).isEmpty();
            logs.accept(logging.logger());
            return parse(collector.awaitLines(1).get(0));
        }
    }

    private static Logging logging(Collector collector, String options) {
        return Logging.with("<destination>" + collector.destination() + "</destination><encoder class=\""
                + GasJsonEncoder.class.getName() + "\">" + options + "</encoder>");
    }

    private static Map<String, Object> parse(String line) {
        return STRICT.readValue(line, new TypeReference<TreeMap<String, Object>>() {});
    }
}
