// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@code <appender-ref>} inside of the appender: a file that gets what the buffer does not take. */
class FallbackTest {
    private static final String FULL = "<bufferSize>64KiB</bufferSize><maxRetries>-1</maxRetries>"
            + "<retryInterval>1ms</retryInterval><maxRetryInterval>20ms</maxRetryInterval>";

    @AutoClose
    private final Collector collector = Collector.down();

    @TempDir
    private Path directory;

    @Test
    void whatFindsNoRoomIsInTheFileAndTheRestArrives() throws IOException {
        List<String> events = events(2_000);
        try (Logging logging = start(FULL)) {
            events.forEach(logging.logger()::info);

            List<String> inTheFile = inTheFile();
            GasStats stats = balanced(logging);
            assertThat(inTheFile).isNotEmpty().hasSizeLessThan(2_000);
            assertThat(stats.droppedFallback()).isEqualTo(inTheFile.size());
            assertThat(stats.dropped()).isEqualTo(inTheFile.size());
            collector.listen();
            List<String> arrived = collector.awaitLines(2_000 - inTheFile.size());
            assertThat(Stream.concat(arrived.stream(), inTheFile.stream())).containsExactlyInAnyOrderElementsOf(events);
        }
    }

    @Test
    void withoutAFallbackTheSameIsLost() throws IOException {
        try (Logging logging = Logging.to(collector.destination(), FULL)) {
            events(2_000).forEach(logging.logger()::info);

            assertThat(balanced(logging).droppedBufferFull()).isPositive();
            assertThat(logging.stats().droppedFallback()).isZero();
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void whatHasWaitedForRoomInVainIsInTheFile() throws IOException {
        try (Logging logging = start(FULL + "<overflow>BLOCK</overflow><blockTimeout>5ms</blockTimeout>")) {
            events(1_000).forEach(logging.logger()::info);

            assertThat(balanced(logging).droppedFallback())
                    .isPositive()
                    .isEqualTo(inTheFile().size());
        }
    }

    @Test
    void whatIsTooLargeIsInTheFile() throws IOException {
        try (Logging logging = start("<maxEventSize>10</maxEventSize>")) {
            logging.logger().info("12345678901");
            logging.logger().info("1234567890");

            assertThat(inTheFile()).containsExactly("12345678901");
            assertThat(balanced(logging).droppedFallback()).isEqualTo(1);
            assertThat(logging.stats().bufferedEvents()).isEqualTo(1);
        }
    }

    @Test
    void whatComesAfterTheClientHasEndedByItselfIsInTheFile() throws IOException {
        try (Logging logging = start("")) {
            Objects.requireNonNull(logging.appender().run).client().close(Duration.ZERO);
            logging.logger().info("alone");

            assertThat(inTheFile()).containsExactly("alone");
            assertThat(balanced(logging).droppedFallback()).isEqualTo(1);
        }
    }

    @Test
    void whatIsDroppedOnPurposeIsNotInTheFile() throws IOException {
        try (Logging logging = start(FULL + "<shedLevel>DEBUG</shedLevel><shedThreshold>50%</shedThreshold>")) {
            events(1_000).forEach(logging.logger()::debug);

            assertThat(balanced(logging).droppedShed()).isPositive();
            assertThat(inTheFile()).isEmpty();
        }
    }

    @Test
    void whatCannotBeEncodedIsNotInTheFile() throws IOException {
        try (Logging logging = start("")) {
            logging.logger().info("{}", new Object() {
                @Override
                public String toString() {
                    throw new AssertionError("no text");
                }
            });

            assertThat(balanced(logging).droppedEncodingFailed()
                            + logging.stats().bufferedEvents())
                    .isEqualTo(1);
            assertThat(inTheFile()).isEmpty();
        }
    }

    @Test
    void whatComesAfterTheStopIsNotInTheFile() throws IOException {
        try (Logging logging = start("<shutdownTimeout>0</shutdownTimeout>")) {
            GasAppender appender = logging.appender();
            appender.stop();
            logging.logger().info("late");

            assertThat(inTheFile()).isEmpty();
            assertThat(balanced(logging).droppedShutdown()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsStoppedTakesNothing() throws IOException {
        try (Logging logging = start(FULL)) {
            fallback(logging).stop();
            events(1_000).forEach(logging.logger()::info);

            assertThat(inTheFile()).isEmpty();
            assertThat(balanced(logging).droppedBufferFull())
                    .isPositive()
                    .isEqualTo(logging.stats().dropped());
        }
    }

    @Test
    void aFilterOfTheFileIsHeard() throws IOException {
        String filter = "<filter class=\"ch.qos.logback.classic.filter.ThresholdFilter\"><level>WARN</level></filter>";
        try (Logging logging = start(FULL, filter)) {
            for (String event : events(1_000)) {
                logging.logger().info(event);
                logging.logger().warn("! " + event);
            }

            List<String> inTheFile = inTheFile();
            assertThat(inTheFile).isNotEmpty().allMatch(line -> line.startsWith("! "));
            assertThat(balanced(logging).droppedFallback()).isEqualTo(inTheFile.size());
            assertThat(logging.stats().droppedBufferFull()).isPositive();
        }
    }

    @Test
    void theFileIsStoppedWithTheAppenderAndStartedAgain() throws IOException {
        try (Logging logging = start("<maxEventSize>3</maxEventSize><shutdownTimeout>0</shutdownTimeout>")) {
            Appender<ILoggingEvent> file = fallback(logging);
            logging.appender().stop();
            assertThat(file.isStarted()).isFalse();
            logging.appender().start();
            logging.logger().info("again");
            assertThat(inTheFile()).containsExactly("again");
            logging.context.stop();
            assertThat(file.isStarted()).isFalse();
        }
    }

    @Test
    void aFileOfALoggerStaysOpenWhenTheAppenderStops() throws IOException {
        try (Logging logging = start("<maxEventSize>3</maxEventSize><shutdownTimeout>0</shutdownTimeout>")) {
            logging.context.getLogger("other").addAppender(fallback(logging));
            logging.appender().stop();

            logging.context.getLogger("other").info("still");

            assertThat(inTheFile()).containsExactly("still");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ch.qos.logback.classic.AsyncAppender", "io.github.gas4j.logback.GasAppender"})
    void aFileThatAnotherAppenderUsesStaysOpenUntilThatStops(String user) {
        try (Logging logging = Logging.of(shared(user))) {
            Appender<ILoggingEvent> file = fallback(logging);
            logging.appender().stop();
            assertThat(file.isStarted()).isTrue();

            logging.context.stop();
            assertThat(file.isStarted()).isFalse();
        }
    }

    @Test
    void theFileIsStoppedWithAnAppenderThatHasNotStarted() {
        try (Logging logging = start("<maxRetries>many</maxRetries>")) {
            Appender<ILoggingEvent> file = fallback(logging);
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(file.isStarted()).isTrue();

            logging.context.stop();
            assertThat(file.isStarted()).isFalse();
        }
    }

    @Test
    void theFileMayBeDetachedAndAttachedWhileThreadsLog() throws Exception {
        try (Logging logging = start(FULL)) {
            Appender<ILoggingEvent> file = fallback(logging);
            Thread[] threads = new Thread[3];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> events(2_000).forEach(logging.logger()::info), "logs");
                threads[i].start();
            }
            while (Stream.of(threads).anyMatch(Thread::isAlive)) {
                assertThat(logging.appender().detachAppender("FILE")).isTrue();
                assertThat(logging.appender().isAttached(file)).isFalse();
                logging.appender().addAppender(file);
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(balanced(logging).offered()).isEqualTo(6_000);
            assertThat(logging.stats().droppedFallback()).isEqualTo(inTheFile().size());
        }
    }

    @Test
    void theExampleOfTheDocumentationWorks() throws IOException {
        String page = Files.readString(Path.of("../docs/drops.md"));
        String example = page.substring(page.indexOf("<configuration>"), page.indexOf("</configuration>"));
        try (Logging logging = Logging.of(example.replace("not-sent.log", file().toString())
                        .replace(
                                "logs.example.com:5170</destination>",
                                collector.destination()
                                        + "</destination><maxEventSize>60</maxEventSize><shutdownTimeout>0</shutdownTimeout>")
                + "</configuration>")) {
            logging.logger().info("x".repeat(60));

            assertThat(inTheFile()).singleElement().asString().endsWith(" test - " + "x".repeat(60));
            assertThat(balanced(logging).droppedFallback()).isEqualTo(1);
        }
    }

    /** A configuration in which another appender of the root logger gives its events to the same file. */
    private String shared(String user) {
        String gas = "<destination>" + collector.destination() + "</destination>" + Logging.MESSAGE_ONLY
                + "<shutdownTimeout>0</shutdownTimeout>";
        return """
                <configuration>
                  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>%s
                  </appender>
                  <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                    %s<appender-ref ref="FILE"/>
                  </appender>
                  <appender name="USER" class="%s">%s<appender-ref ref="FILE"/></appender>
                  <root><appender-ref ref="COLLECTOR"/><appender-ref ref="USER"/></root>
                </configuration>
                """.formatted(file(), Logging.MESSAGE_ONLY, gas, user, user.contains("Gas") ? gas : "");
    }

    private static Appender<ILoggingEvent> fallback(Logging logging) {
        return Objects.requireNonNull(logging.appender().getAppender("FILE"));
    }

    static GasStats balanced(Logging logging) {
        await().untilAsserted(() -> {
            GasStats stats = logging.stats();
            assertThat(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents())
                    .as("%s", stats)
                    .isEqualTo(stats.offered());
        });
        return logging.stats();
    }

    static List<String> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i + " " + "x".repeat(100))
                .toList();
    }

    private Logging start(String options, String... ofTheFile) {
        return Logging.of("""
                <configuration>
                  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file><encoder><pattern>%%msg%%n</pattern></encoder>%s
                  </appender>
                  <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                    <destination>%s</destination>%s<encoder><pattern>%%msg%%n</pattern></encoder>
                    <appender-ref ref="FILE"/>
                  </appender>
                  <root level="TRACE"><appender-ref ref="COLLECTOR"/></root>
                </configuration>
                """.formatted(file(), String.join("", ofTheFile), collector.destination(), options));
    }

    private List<String> inTheFile() throws IOException {
        return Files.readAllLines(file());
    }

    private Path file() {
        return directory.resolve("fallback.log");
    }
}
