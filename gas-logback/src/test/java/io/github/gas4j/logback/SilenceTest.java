// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.status.OnConsoleStatusListener;
import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Reservation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a loss, and to whom. Standard error is that of the test while it runs. */
class SilenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void takeStandardError() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveItBack() {
        System.setErr(before);
    }

    @Test
    void aLossIsOneLineWhereNobodyListens() {
        try (Collector collector = Collector.up();
                Logging logging = losing("LOST", collector, "")) {
            assertThat(logging.warnings()).anyMatch(line -> line.contains("TOO_LARGE"));
            assertThat(lines("GAS 'LOST': ")).hasSize(1).allMatch(line -> line.contains("TOO_LARGE"));
        }
        assertThat(lines("GAS 'LOST': ")).hasSize(1);
    }

    @Test
    void aStatusListenerIsEnough() {
        PrintStream out = System.out;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        String listener = "<statusListener class='" + OnConsoleStatusListener.class.getName() + "'/>";
        try (Collector collector = Collector.up();
                Logging logging = losing("HEARD", collector, listener)) {
            assertThat(logging.warnings()).anyMatch(line -> line.contains("TOO_LARGE"));
        } finally {
            System.setOut(out);
        }
        assertThat(lines("GAS 'HEARD': ")).isEmpty();
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("TOO_LARGE");
    }

    @Test
    void silenceMayBeChosen() {
        String listener = "<statusListener class='" + NopStatusListener.class.getName() + "'/>";
        try (Collector collector = Collector.up();
                Logging logging = losing("QUIET", collector, listener)) {
            logging.logger().info("lost at the end, because it is large");
        }
        assertThat(lines("GAS 'QUIET': ")).isEmpty();
    }

    @Test
    void aLossAtTheEndIsOneLineToo() {
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.of(Logging.file("", appender("LEFT", nobody.destination(), "")))) {
            logging.logger().info("one");
        }
        assertThat(lines("GAS 'LEFT': ")).singleElement().asString().contains("1 as SHUTDOWN");
    }

    @Test
    void anAppenderThatCouldNotStartCountsAndSaysWhatItDrops() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        "", appender("REFUSED", collector.destination(), "<overflow>SOMETIMES</overflow>")))) {
            assertThat(logging.appender().stats()).isNull();
            assertThat(logging.appender().flush(Duration.ZERO)).isFalse();

            logging.logger().info("one");
            logging.logger().info("two");

            assertThat(requireNonNull(logging.appender().stats()))
                    .returns(ConnectionState.CLOSED, GasStats::state)
                    .returns(collector.destination(), GasStats::destination)
                    .returns(2L, GasStats::offered)
                    .returns(2L, GasStats::dropped)
                    .returns(2L, GasStats::droppedShutdown);
            assertThat(logging.warnings())
                    .filteredOn(line -> line.contains("not started"))
                    .containsExactly("1 event was dropped so far, because this or another appender of this"
                            + " configuration is not started; the error at its start says why");
            assertThat(lines("GAS 'REFUSED': ")).hasSize(1);
        }
    }

    @Test
    void whatItsFiltersDenyIsNotDropped() {
        GasAppender appender = new GasAppender();
        ThresholdFilter errors = new ThresholdFilter();
        errors.setLevel("ERROR");
        errors.start();
        appender.addFilter(errors);
        appender.doAppend(Logging.event("denied"));

        assertThat(appender.stats()).isNull();
    }

    @Test
    void aFlushSaysWhetherEverythingHasArrived() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.logger().info("one");

            assertThat(logging.appender().flush(PATIENCE)).isTrue();
            assertThat(logging.stats().released()).isEqualTo(1);
            assertThat(collector.lines()).containsExactly("one");

            collector.goDown(Ending.RESET);
            logging.logger().info("two");
            assertThat(logging.appender().flush(Duration.ofMillis(1))).isFalse();
            collector.listen();
        }
    }

    private Logging losing(String name, Collector collector, String further) {
        Logging logging = Logging.of(
                Logging.file(further, appender(name, collector.destination(), "<maxEventSize>10</maxEventSize>")));
        logging.logger().info("more than ten bytes");
        await().atMost(PATIENCE).until(() -> logging.warnings().stream().anyMatch(line -> line.contains("TOO_LARGE")));
        return logging;
    }

    private static String appender(String name, String destination, String further) {
        return Logging.appender(
                name, "<destination>" + destination + "</destination>" + Logging.MESSAGE_ONLY + further);
    }

    private List<String> lines(String prefix) {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .toList();
    }
}
