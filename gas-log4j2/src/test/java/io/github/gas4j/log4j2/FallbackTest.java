// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@code <AppenderRef>} inside of {@code <Gas>}: a file that gets what the buffer does not take. */
final class FallbackTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";
    private static final String FULL =
            " bufferSize=\"64KiB\" maxRetries=\"-1\" retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";
    private static final String SMALL = " maxEventSize=\"3\"";
    private static final String REF = "<AppenderRef ref=\"FILE\"/>";

    @AutoClose
    private final Collector collector = Collector.down();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void whatFindsNoRoomIsInTheFileAndTheRestArrives() throws IOException {
        List<String> events = events(2_000);
        try (Log4j log4j = start(FULL, REF)) {
            events.forEach(log4j.logger()::info);

            List<String> inTheFile = inTheFile();
            GasStats stats = balanced(log4j);
            assertThat(inTheFile).isNotEmpty().hasSizeLessThan(2_000);
            assertThat(stats.droppedFallback()).isEqualTo(inTheFile.size());
            assertThat(stats.dropped()).isEqualTo(inTheFile.size());
            collector.listen();
            List<String> arrived = collector.awaitLines(2_000 - inTheFile.size());
            assertThat(Stream.concat(arrived.stream(), inTheFile.stream())).containsExactlyInAnyOrderElementsOf(events);
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void withoutAFallbackTheSameIsLost() throws IOException {
        try (Log4j log4j = start(FULL, "")) {
            events(2_000).forEach(log4j.logger()::info);

            assertThat(inTheFile()).isEmpty();
            assertThat(balanced(log4j).droppedBufferFull()).isPositive();
        }
    }

    @Test
    void whatHasWaitedForRoomInVainIsInTheFile() throws IOException {
        try (Log4j log4j = start(FULL + " overflow=\"BLOCK\" blockTimeout=\"5ms\"", REF)) {
            events(1_000).forEach(log4j.logger()::info);

            assertThat(balanced(log4j).droppedFallback())
                    .isPositive()
                    .isEqualTo(inTheFile().size());
        }
    }

    @Test
    void whatTheFileTakesThrowsNothing() throws IOException {
        try (Log4j log4j = start(SMALL + " ignoreExceptions=\"false\"", REF)) {
            assertThatCode(() -> log4j.logger().info("large")).doesNotThrowAnyException();
            assertThat(inTheFile()).containsExactly("large");
            file(log4j).stop(1, TimeUnit.SECONDS);

            assertThatThrownBy(() -> log4j.logger().info("large")).isInstanceOf(AppenderLoggingException.class);

            assertThat(balanced(log4j).droppedFallback()).isEqualTo(1);
            assertThat(log4j.stats().droppedTooLarge()).isEqualTo(1);
        }
    }

    @Test
    void whatComesAfterTheClientHasEndedByItselfIsInTheFile() throws IOException {
        try (Log4j log4j = start("", REF)) {
            log4j.client().close(Duration.ZERO);
            log4j.logger().info("alone");

            assertThat(inTheFile()).containsExactly("alone");
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(1);
        }
    }

    @Test
    void whatIsDroppedOnPurposeIsNotInTheFile() throws IOException {
        try (Log4j log4j = start(FULL + " shedLevel=\"DEBUG\" shedThreshold=\"50%\"", REF)) {
            events(1_000).forEach(log4j.logger()::debug);

            assertThat(balanced(log4j).droppedShed()).isPositive();
            assertThat(inTheFile()).isEmpty();
        }
    }

    @Test
    void whatCannotBeEncodedOrComesAfterTheStopIsNotInTheFile() throws IOException {
        try (Log4j log4j = start(" shutdownTimeout=\"0\"", REF)) {
            log4j.appender()
                    .append(Log4jLogEvent.newBuilder()
                            .setLevel(Level.INFO)
                            .setMessage(new SimpleMessage() {
                                private static final long serialVersionUID = 1L;

                                @Override
                                public void formatTo(StringBuilder buffer) {
                                    throw new AssertionError("no text");
                                }
                            })
                            .build());
            log4j.appender().stop(1, TimeUnit.MILLISECONDS);
            log4j.appender().append(event("late"));

            assertThat(balanced(log4j).droppedEncodingFailed()).isEqualTo(1);
            assertThat(log4j.stats().droppedShutdown()).isEqualTo(1);
            assertThat(inTheFile()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<AppenderRef ref=\"FILE\" level=\"WARN\"/>",
                "<AppenderRef ref=\"FILE\"><ThresholdFilter level=\"WARN\"/></AppenderRef>",
                "<appender-ref ref=\"${sys:no.such:-FILE}\" level=\"WARN\"/>",
            })
    void levelAndFilterOfTheReferenceAreHeard(String ref) throws IOException {
        try (Log4j log4j = start(SMALL, ref)) {
            log4j.logger().info("large");
            log4j.logger().warn("larger");

            assertThat(inTheFile()).containsExactly("larger");
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(1);
            assertThat(log4j.stats().droppedTooLarge()).isEqualTo(1);
        }
    }

    @Test
    void aFilterOfTheFileIsHeard() throws IOException {
        try (Log4j log4j = start(SMALL, REF, "<ThresholdFilter level=\"WARN\"/>")) {
            log4j.logger().info("large");
            log4j.logger().warn("larger");

            assertThat(inTheFile()).containsExactly("larger");
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(1);
        }
    }

    @Test
    void anAsyncAppenderKeepsACopyOfTheEvent() throws IOException {
        String async = "<Async name=\"ASYNC\"><AppenderRef ref=\"FILE\"/></Async>";
        try (Log4j log4j = Log4j.start(
                directory, Log4j.configuration(file("") + async + gas(SMALL, "<AppenderRef ref=\"ASYNC\"/>"), "GAS"))) {
            List<String> events = events(200);
            events.forEach(text -> log4j.logger().info("{}", text));

            await().untilAsserted(() -> assertThat(inTheFile()).isEqualTo(events));
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(200);
        }
    }

    @Test
    void asynchronousLoggersMayReuseTheirEvents() throws IOException {
        try (Log4j log4j = Log4j.startAsync(directory, Log4j.configuration(file("") + gas(SMALL, REF), "GAS"))) {
            List<String> events = events(500);
            events.forEach(text -> log4j.logger().info("{}", text));

            await().untilAsserted(() -> assertThat(inTheFile()).isEqualTo(events));
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(500);
        }
    }

    @Test
    void aReloadTakesTheFallbackOfTheNewConfiguration() throws IOException {
        try (Log4j log4j = start(SMALL, REF)) {
            log4j.logger().info("before");

            log4j.reload(Log4j.configuration(gas(SMALL, ""), "GAS"));
            log4j.logger().info("without");
            log4j.reload(Log4j.configuration(file("") + gas(SMALL, REF), "GAS"));
            log4j.logger().info("after");

            assertThat(inTheFile()).containsExactly("before", "after");
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(2);
            assertThat(log4j.stats().droppedTooLarge()).isEqualTo(1);
        }
    }

    @Test
    void aReloadWithAMistakeKeepsTheClientAndTakesTheNewFallback() throws IOException {
        try (Log4j log4j = start(SMALL, REF)) {
            log4j.reload(Log4j.configuration(file("") + gas(" maxRetries=\"many\"", REF), "GAS"));
            log4j.logger().info("after");

            assertThat(inTheFile()).containsExactly("after");
            assertThat(balanced(log4j).droppedFallback()).isEqualTo(1);
        }
    }

    @Test
    void aReloadWithAnUnknownFallbackKeepsTheClient() {
        try (Log4j log4j = start(SMALL, REF)) {
            log4j.reload(Log4j.configuration(file("") + gas("", "<AppenderRef ref=\"FLIE\"/>"), "GAS"));
            log4j.logger().info("after");

            assertThat(balanced(log4j).droppedTooLarge()).isEqualTo(1);
            assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("'FLIE'");
            assertThat(status.ofGas(Level.WARN)).anyMatch(line -> line.contains("goes on with"));
        }
    }

    @Test
    void codeNamesAFallbackToo() throws IOException {
        try (Log4j log4j = start(SMALL, "")) {
            GasAppender appender = GasAppender.newBuilder()
                    .setName("CODE")
                    .setConfiguration(log4j.context().getConfiguration())
                    .setLayout(PatternLayout.createDefaultLayout())
                    .setDestination(collector.destination())
                    .setMaxEventSize("3")
                    .setFallbacks(AppenderRef.createAppenderRef("FILE", null, null))
                    .build();
            appender.start();
            appender.append(event("large"));
            appender.stop(1, TimeUnit.MILLISECONDS);

            assertThat(inTheFile()).containsExactly("large");
        }
    }

    @Test
    void theExampleOfTheDocumentationWorks() throws IOException {
        String page = Files.readString(Path.of("../docs/drops.md"));
        String example = page.substring(page.indexOf("<Configuration>"), page.indexOf("</Configuration>"));
        try (Log4j log4j = Log4j.start(
                directory,
                example.replace("not-sent.log", path().toString())
                                .replace(
                                        "logs.example.com:5170\"",
                                        collector.destination() + "\" maxEventSize=\"60\" shutdownTimeout=\"0\"")
                        + "</Configuration>")) {
            log4j.logger().info("x".repeat(60));

            assertThat(inTheFile()).singleElement().asString().endsWith(" test - " + "x".repeat(60));
            GasAppender appender = log4j.appender("COLLECTOR");
            assertThat(appender.stats())
                    .satisfies(stats -> assertThat(stats.droppedFallback()).isEqualTo(1));
        }
    }

    static Log4jLogEvent event(String text) {
        return Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(text))
                .build();
    }

    static GasStats balanced(Log4j log4j) {
        await().untilAsserted(() -> {
            GasStats stats = log4j.stats();
            assertThat(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents())
                    .as("%s", stats)
                    .isEqualTo(stats.offered());
        });
        return log4j.stats();
    }

    private static List<String> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i + " " + "x".repeat(100))
                .toList();
    }

    private Log4j start(String attributes, String ref, String... ofTheFile) {
        return Log4j.start(
                directory, Log4j.configuration(file(String.join("", ofTheFile)) + gas(attributes, ref), "GAS"));
    }

    private String gas(String attributes, String ref) {
        return "<Gas name=\"GAS\" destination=\"" + collector.destination() + "\"" + attributes + ">" + PATTERN + ref
                + "</Gas>";
    }

    private String file(String elements) {
        return "<File name=\"FILE\" fileName=\"" + path() + "\">" + PATTERN + elements + "</File>";
    }

    private static FileAppender file(Log4j log4j) {
        return log4j.context().getConfiguration().getAppender("FILE");
    }

    private List<String> inTheFile() throws IOException {
        return Files.readAllLines(path());
    }

    private Path path() {
        return directory.resolve("fallback.log");
    }
}
