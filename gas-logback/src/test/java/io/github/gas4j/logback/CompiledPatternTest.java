// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.testkit.Collector;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code compiledPattern}, and what a compiled pattern sends. */
class CompiledPatternTest {
    private static final String COMPILED = "compiledPattern: the pattern is compiled to bytes, with the same output";
    private static final String PATTERN =
            "<encoder><pattern>%-5level %logger{10} [%property{k}] %msg%n</pattern></encoder>";

    @Test
    void isOnAndSaidOnceAtEachStart() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.logger().info("one");
            assertThat(reports(logging)).containsExactly(COMPILED);

            logging.appender().stop();
            logging.appender().start();
            logging.logger().info("two");

            assertThat(collector.awaitLines(2)).containsExactly("one", "two");
            assertThat(reports(logging)).containsExactly(COMPILED, COMPILED);
            assertThat(logging.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", " FALSE "})
    void sendsTheSameOnOrOff(String value) {
        try (Collector collector = Collector.up();
                Logging logging = Logging.with("<destination>" + collector.destination() + "</destination>" + PATTERN
                        + "<compiledPattern>" + value + "</compiledPattern>")) {
            logging.context.putProperty("k", "v");
            logging.logger().warn("{} \u00e4\ud83d\ude00", "one");
            logging.logger().info("two\nlines");

            assertThat(collector.awaitLines(2))
                    .containsExactly("WARN  test [v] one \u00e4\ud83d\ude00", "INFO  test [v] two\\nlines");
            assertThat(reports(logging))
                    .containsExactly(
                            value.equals("true")
                                    ? COMPILED
                                    : "compiledPattern: not used, because it is set to false; Logback lays out each event");
        }
    }

    @Test
    void isNotTrueOrFalse() {
        try (Logging logging = Logging.with(
                "<destination>127.0.0.1:9</destination>" + PATTERN + "<compiledPattern>yes</compiledPattern>")) {
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .endsWith("option compiledPattern: 'yes' is not valid; valid: true or false");
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(reports(logging)).isEmpty();
        }
    }

    @Test
    void callsAConverterOfTheApplicationForEachEvent() {
        String rule = "<conversionRule conversionWord='msg' class='" + Masking.class.getName() + "'/>";
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        rule,
                        Logging.appender(
                                "COLLECTOR",
                                "<destination>" + collector.destination() + "</destination>" + PATTERN)))) {
            logging.logger().info("card 4711");

            assertThat(collector.awaitLines(1)).containsExactly("INFO  test [null] card ****");
            assertThat(reports(logging)).containsExactly(COMPILED);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void usesConvertersOfItsOwn(boolean value, String expected) {
        Numbered.made.set(0);
        String rule = "<conversionRule conversionWord='number' class='" + Numbered.class.getName() + "'/>";
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        rule,
                        Logging.appender(
                                "COLLECTOR",
                                "<destination>" + collector.destination()
                                        + "</destination><encoder><pattern>%number %msg%n</pattern></encoder>"
                                        + "<compiledPattern>" + value + "</compiledPattern>")))) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(1)).containsExactly(expected + " one");
        }
    }

    @Test
    void countsAnEventWithoutAMessageAndSendsTheNext() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            LoggingEvent failing = new LoggingEvent() {
                @Override
                public String getFormattedMessage() {
                    throw new IllegalStateException("no message");
                }
            };
            failing.setLevel(Level.INFO);

            logging.appender().doAppend(failing);
            logging.logger().info("next");

            assertThat(collector.awaitLines(1)).containsExactly("next");
            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
        }
    }

    @Test
    void sendsWhatIsLoggedWhileAnEventIsBeingWritten() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            Object argument = new Object() {
                @Override
                public String toString() {
                    logging.logger().info("inner");
                    return "argument";
                }
            };

            logging.logger().info("outer {}", argument);

            assertThat(collector.awaitLines(2)).containsExactly("inner", "outer argument");
        }
    }

    @Test
    void followsAnEncoderThatIsStartedAgain() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(new LoggerContext());
        encoder.setPattern("%msg%n");
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logging.logger().info("one");
            encoder.setPattern("%level %msg%n");
            encoder.start();
            logging.logger().info("two");

            assertThat(collector.awaitLines(2)).containsExactly("one", "INFO two");
        }
    }

    @Test
    void isOfEachAppenderThatSharesAClient() {
        try (Collector collector = Collector.up()) {
            String shared = "<destination>" + collector.destination() + "</destination><client>both</client>";
            try (Logging logging = Logging.of(Logging.file(
                    "",
                    Logging.appender("A", shared + "<encoder><pattern>a %msg%n</pattern></encoder>"),
                    Logging.appender("B", shared + "<encoder><pattern>b %msg%n</pattern></encoder>")))) {
                logging.logger().info("one");

                assertThat(collector.awaitLines(2)).containsExactlyInAnyOrder("a one", "b one");
                assertThat(reports(logging)).containsExactly(COMPILED, COMPILED);
            }
        }
    }

    private static List<String> reports(Logging logging) {
        return logging.information().stream()
                .filter(line -> line.startsWith("compiledPattern: "))
                .toList();
    }

    /** Writes how many of its kind were made before it. */
    public static final class Numbered extends ClassicConverter {
        static final AtomicInteger made = new AtomicInteger();

        private final int number = made.incrementAndGet();

        @Override
        public String convert(ILoggingEvent event) {
            return Integer.toString(number);
        }
    }

    /** Keeps numbers out of the log. */
    public static final class Masking extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return event.getFormattedMessage().replaceAll("[0-9]", "*");
        }
    }
}
