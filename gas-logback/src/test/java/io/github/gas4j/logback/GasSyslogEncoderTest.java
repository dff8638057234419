// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.status.Status;
import io.github.gas4j.logback.internal.pattern.OddEvents;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Frames;
import io.github.gas4j.testkit.SyslogMessage;
import io.github.gas4j.testkit.SyslogMessage.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link GasSyslogEncoder} in configurations, and what it sends. */
class GasSyslogEncoderTest {
    /** Fails to say what it is. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void writesTheMessageByDefault() {
        Instant before = Instant.now();
        SyslogMessage message = sent("", logger -> logger.warn("Zo\u00eb says \"{}\"", "hi"));

        assertThat(message.facility()).isEqualTo(1);
        assertThat(message.severity()).isEqualTo(4);
        assertThat(message.text()).isEqualTo("Zo\u00eb says \"hi\"");
        assertThat(message.marked()).isTrue();
        assertThat(message.elements()).isEmpty();
        assertThat(OffsetDateTime.parse(message.timestamp()).toInstant())
                .isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void writesWhatTheOptionsSay() {
        SyslogMessage message = sent("""
                <facility>LOCAL0</facility><appName>shop</appName><hostname>web-1</hostname><msgId>order</msgId>
                <includeMdcKeyName>a</includeMdcKeyName><includeMdcKeyName>b,c</includeMdcKeyName>
                <structuredDataId>shop@12345</structuredDataId><eventId>true</eventId>
                <maxDepthPerThrowable>1</maxDepthPerThrowable><rootCauseFirst>true</rootCauseFirst>""", logger -> {
            mdc(logger).put("a", "1");
            mdc(logger).put("c", "]");
            mdc(logger).put("d", "4");
            logger.atError()
                    .addKeyValue("k", 1)
                    .setCause(new IllegalStateException("outer", new IOException("inner")))
                    .log("text");
        });

        assertThat(message.facility()).isEqualTo(16);
        assertThat(message.severity()).isEqualTo(3);
        assertThat(message.appName()).isEqualTo("shop");
        assertThat(message.hostname()).isEqualTo("web-1");
        assertThat(message.msgId()).isEqualTo("order");
        assertThat(message.elements().get(0).id()).isEqualTo("shop@12345");
        assertThat(message.parameters())
                .hasSize(4)
                .contains(new Parameter("k", "1"), new Parameter("a", "1"), new Parameter("c", "]"))
                .anyMatch(parameter -> parameter.name().equals("event_id"));
        assertThat(message.text())
                .startsWith("text\\njava.io.IOException: inner\\n\t... ")
                .contains("Wrapped by: java.lang.IllegalStateException: outer\\n\tat ");
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        SyslogMessage message =
                sent("<includeMdc>false</includeMdc><includeKeyValuePairs>false</includeKeyValuePairs>", logger -> {
                    mdc(logger).put("a", "1");
                    logger.atInfo().addKeyValue("k", 1).log("text");
                });

        assertThat(message.elements()).isEmpty();
        assertThat(sent("<excludeMdcKeyName>a</excludeMdcKeyName>", logger -> {
                            mdc(logger).put("a", "1");
                            mdc(logger).put("b", "2");
                            logger.info("text");
                        })
                        .parameters())
                .containsExactly(new Parameter("b", "2"));
    }

    @Test
    void writesAPatternInsteadOfTheMessage() {
        SyslogMessage message = sent(
                "<pattern>%logger [%X{a}] %msg%n</pattern>",
                logger -> logger.info("text {}", 1, new IllegalStateException("thrown")));

        assertThat(message.text()).startsWith("test [] text 1\\njava.lang.IllegalStateException: thrown\\n\tat ");
        assertThat(message.text()).doesNotEndWith("\\n");
        assertThat(sent("<pattern>%msg%n</pattern>", logger -> logger.info("text"))
                        .text())
                .isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
    void writesTheSeverityOfTheLevel(String level, int severity) {
        SyslogMessage message = sent(
                "",
                logger -> logger.atLevel(org.slf4j.event.Level.valueOf(level)).log("text"));

        assertThat(message.severity()).isEqualTo(severity);
    }

    @Test
    void writesANoteForWhatThrows() {
        SyslogMessage message = sent(
                "",
                logger -> logger.atInfo()
                        .addKeyValue("bad", new Unspeakable())
                        .addKeyValue("good", List.of(1, "b"))
                        .log("text {}", new Unspeakable()));

        assertThat(message.parameters())
                .containsExactly(
                        new Parameter("bad", "[toString() failed: java.lang.IllegalStateException]"),
                        new Parameter("good", "[1, b]"));
        assertThat(message.text()).isEqualTo("text [FAILED toString()]");
    }

    @Test
    void octetCountingKeepsAStackTraceWhole() {
        byte[] received;
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, "", "OCTET_COUNTING")) {
            logging.logger().info("a\r\nb", new IllegalStateException("thrown"));
            logging.logger().info("last");
            await("both events")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> collector.journal().text(0).endsWith("last"));
            received = collector.journal().connections().get(0);
        }

        List<byte[]> frames = Frames.split("OCTET_COUNTING", received).complete();
        assertThat(frames).hasSize(2);
        assertThat(SyslogMessage.parse(frames.get(0)).text())
                .startsWith("a\r\nb\njava.lang.IllegalStateException: thrown\n\tat ")
                .doesNotEndWith("\n");
    }

    @Test
    void everyOddEventIsAMessage() {
        LoggerContext context = new LoggerContext();
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        context.setMDCAdapter(mdc);
        GasSyslogEncoder encoder = new GasSyslogEncoder();
        encoder.setContext(context);
        encoder.start();

        int parsed = 0;
        for (ILoggingEvent event : OddEvents.of(context, mdc)) {
            byte[] bytes = encoder.encode(event);
            SyslogMessage message = SyslogMessage.parse(Arrays.copyOf(bytes, bytes.length - 1));
            assertThat(message.severity()).isEqualTo(severity(event.getLevel()));
            parsed++;
        }
        assertThat(parsed).isGreaterThan(100);
    }

    private static int severity(Level level) {
        return level.isGreaterOrEqual(Level.ERROR)
                ? 3
                : level.isGreaterOrEqual(Level.WARN) ? 4 : level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }

    @Test
    void refusesWhatIsNotValidAndSaysEverythingAtOnce() {
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, """
                        <facility>local8</facility><includeMdc>perhaps</includeMdc>
                        <structuredDataId>mdc</structuredDataId>""", "NEWLINE")) {
            assertThat(logging.errors())
                    .hasSize(4)
                    .anySatisfy(error -> assertThat(error).contains("option facility: 'local8'", "LOCAL7"))
                    .anySatisfy(error -> assertThat(error).contains("option includeMdc: 'perhaps'", "true or false"))
                    .anySatisfy(error -> assertThat(error).contains("option structuredDataId: 'mdc'", "mdc@32473"))
                    .anySatisfy(error -> assertThat(error).contains("the encoder has not started"));
            assertThat(logging.appender().isStarted()).isFalse();
            logging.logger().info("nothing is thrown");
        }
    }

    @Test
    void refusesAPatternThatLogbackDoesNotTake() {
        LoggerContext context = new LoggerContext();
        GasSyslogEncoder encoder = new GasSyslogEncoder();
        encoder.setContext(context);
        encoder.setPattern("");
        encoder.start();

        assertThat(encoder.isStarted()).isFalse();
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .extracting(Status::getMessage)
                .anySatisfy(error -> assertThat(error).contains("option pattern: ''", "a pattern of Logback"));
    }

    @Test
    void worksInAnotherAppender(@TempDir Path directory) throws IOException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        GasSyslogEncoder encoder = new GasSyslogEncoder();
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
                .extracting(line -> parse(line).text())
                .containsExactly("one", "two");
    }

    private static LogbackMDCAdapter mdc(Logger logger) {
        return (LogbackMDCAdapter) logger.getLoggerContext().getMDCAdapter();
    }

    private static SyslogMessage sent(String options, Consumer<Logger> logs) {
        try (Collector collector = Collector.up();
                Logging logging = logging(collector, options, "NEWLINE")) {
            assertThat(logging.errors()).isEmpty();
            logs.accept(logging.logger());
            return parse(collector.awaitLines(1).get(0));
        }
    }

    private static Logging logging(Collector collector, String options, String framing) {
        return Logging.with("<destination>" + collector.destination() + "</destination><framing>" + framing
                + "</framing><encoder class=\"" + GasSyslogEncoder.class.getName() + "\">" + options + "</encoder>");
    }

    private static SyslogMessage parse(String line) {
        return SyslogMessage.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
