// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.layout.TTLLLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Reservation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What arrives of what is logged. */
class GasAppenderTest {

    @Test
    void sendsWhatIsLogged() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.with("<destination>" + collector.destination() + "</destination>"
                        + "<encoder><pattern>%thread %level %X{user} %msg%n</pattern></encoder>")) {
            logging.mdc.put("user", "alice");

            logging.logger().warn("hello {}", "world");

            String thread = Thread.currentThread().getName();
            assertThat(collector.awaitLines(1)).containsExactly(thread + " WARN alice hello world");
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void writesUtf8WhereTheEncoderSaysNothing() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.logger().info("\u00fc\u20ac\ud83d\ude00");

            assertThat(collector.awaitLines(1)).containsExactly("\u00fc\u20ac\ud83d\ude00");
        }
    }

    @Test
    void writesTheCharsetThatTheEncoderNames() {
        String encoder = "<framing>NONE</framing><encoder><charset>UTF-16BE</charset><pattern>%msg</pattern></encoder>";

        try (Collector collector = Collector.up();
                Logging logging =
                        Logging.with("<destination>" + collector.destination() + "</destination>" + encoder)) {
            logging.logger().info("ab");

            collector.awaitText(0, "\0a\0b");
        }
    }

    @Test
    void leavesLinesToAReceiverThatJoinsThem() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination(), "<escapeNewlines>false</escapeNewlines>")) {
            logging.logger().info("two\nlines");

            assertThat(collector.awaitLines(2)).containsExactly("two", "lines");
        }
    }

    @Test
    void setsTheCharsetOfAnEncoderThatWrapsALayout() {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(new TTLLLayout());

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            assertThat(logging.appender().isStarted()).isTrue();
            assertThat(encoder.getCharset()).isEqualTo(StandardCharsets.UTF_8);
        }
    }

    @Test
    void writesNothingForAHeaderAndAFooterThatAreNull() {
        try (Collector collector = Collector.up()) {
            try (Logging logging = Logging.inCode(collector.destination(), ScriptedEncoder.doing(message -> {}))) {
                logging.logger().info("one");
                collector.awaitLines(1);
            }

            collector.awaitText(0, "one\n");
        }
    }

    @Test
    void writesTheHeaderAndTheFooterOfTheEncoder() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {}).withEdges("the");

        try (Collector collector = Collector.up()) {
            try (Logging logging = Logging.inCode(collector.destination(), encoder)) {
                logging.logger().info("one");
                collector.awaitLines(2);
            }

            collector.awaitText(0, "the header\none\nthe footer\n");
        }
    }

    @Test
    void writesTheHeaderAgainOnTheNextConnectionWithoutAskingForItAgain() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {}).withEdges("the");

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logging.logger().info("one");
            collector.awaitText(0, "the header\none\n");

            collector.endConnections(Ending.FIN);

            await().until(() -> collector.journal().text(1).startsWith("the header\n"));
            assertThat(encoder.headersAskedFor).hasValue(1);
        }
    }

    @Test
    void countsNothingThatAFilterDenies() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(
                        collector.destination(),
                        "<filter class='" + ThresholdFilter.class.getName() + "'><level>WARN</level></filter>")) {
            logging.logger().info("denied");
            logging.logger().warn("accepted");

            assertThat(collector.awaitLines(1)).containsExactly("accepted");
            assertThat(logging.stats().offered()).isEqualTo(1);
        }
    }

    @Test
    void encodesNothingThatIsShed() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.to(
                        nobody.destination(),
                        "<bufferSize>64KiB</bufferSize><shedLevel>INFO</shedLevel><shedThreshold>1%</shedThreshold>",
                        "<shutdownTimeout>0</shutdownTimeout>")) {
            logging.appender().stop();
            logging.appender().setEncoder(encoder);
            logging.appender().start();
            logging.logger().error("x".repeat(2_000));

            logging.logger().info("shed");
            logging.logger().debug("shed");
            logging.logger().trace("shed");
            logging.logger().warn("kept");

            assertThat(encoder.encoded).hasValue(2);
            assertThat(logging.stats().droppedShed()).isEqualTo(3);
            assertThat(logging.stats().offered()).isEqualTo(5);
        }
    }

    @Test
    void countsWhatIsOffered() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination(), "<maxEventSize>100</maxEventSize>")) {
            logging.logger().setLevel(Level.INFO);
            logging.logger().info("one");
            logging.logger().info("x".repeat(101));
            logging.logger().debug("not enabled");
            collector.awaitLines(1);

            GasStats stats = logging.stats();
            assertThat(stats.offered()).isEqualTo(2);
            assertThat(stats.droppedTooLarge()).isEqualTo(1);
            assertThat(stats.destination()).isEqualTo(collector.destination());
        }
    }

    @Test
    void needsNoMdcAdapter() {
        // A context made by hand has none; asking for the MDC there would fail in the thread that logs.
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), ScriptedEncoder.doing(message -> {}))) {
            logging.logger().info("one");

            assertThat(logging.context.getMDCAdapter()).isNull();
            assertThat(collector.awaitLines(1)).containsExactly("one");
        }
    }
}
