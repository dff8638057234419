// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.kept.BootApplication.Variant;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications of Spring Boot, which configures logging once more, or twice, when it starts. An application logs before that
 * and after it.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SpringBootIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int EVENTS = 100;
    private static final String LONG_TEXT = "x".repeat(100);
    /** More than a buffer of 8 MiB holds. */
    private static final int MORE_THAN_FITS = 100_000;

    private static final int MOST_OF_A_BUFFER = 7_000_000;

    @TempDir
    private Path directory;

    static Stream<Variant> variants() {
        return Stream.of("3.5", "4.0")
                .flatMap(boot -> Stream.of(
                        new Variant(boot, Framework.LOGBACK, "logback.xml"),
                        new Variant(boot, Framework.LOGBACK, "logback-spring.xml"),
                        new Variant(boot, Framework.LOG4J2, "log4j2.xml"),
                        new Variant(boot, Framework.LOG4J2, "log4j2-spring.xml")));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everythingArrivesThatIsLoggedBeforeAndAfterTheStart(Variant variant) throws IOException {
        try (Collector collector = Collector.up();
                BootApplication application = start(variant, collector)) {
            application.awaitStart();

            awaitEvents(collector, expected(variant));
            assertThat(collector.open()).as("connections in the end").isEqualTo(1);
            assertThat(warnings(application)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everythingArrivesFromAStartWithoutACollector(Variant variant) throws IOException {
        try (Collector collector = Collector.down();
                BootApplication application = start(variant, collector)) {
            application.awaitStart();
            collector.listen();

            awaitEvents(collector, expected(variant));
            assertThat(collector.accepted()).as("connections").isEqualTo(1);
            assertThat(warnings(application)).as("a line for the outage").hasSizeLessThanOrEqualTo(1);
        }
    }

    static Stream<Variant> thoseThatAreConfiguredTwice() {
        return variants().filter(Variant::logsBeforeBoot);
    }

    @ParameterizedTest
    @MethodSource("thoseThatAreConfiguredTwice")
    void noLineIsPrintedTwice(Variant variant) throws IOException {
        try (Collector collector = Collector.down();
                BootApplication application = start(variant, collector)) {
            application.awaitStart();
            application.log(LONG_TEXT, MORE_THAN_FITS);
            collector.listen();

            await("a line about the loss")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(application.output())
                            .filteredOn(line -> line.contains("BUFFER_FULL"))
                            .hasSize(1));
            await("room in the buffer").atMost(PATIENCE).until(() -> collector.received() > MOST_OF_A_BUFFER);
            application.log("last", 1);
            awaitEvents(collector, List.of("last 0"));
            assertThat(warnings(application)).doesNotHaveDuplicates().hasSizeBetween(1, 2);
            assertThat(warnings(application))
                    .filteredOn(line -> line.contains("BUFFER_FULL"))
                    .hasSize(1);
        }
    }

    private BootApplication start(Variant variant, Collector collector) throws IOException {
        Readme readme = Readme.of(variant.framework(), collector.port()).withBareTexts();
        return BootApplication.start(variant, readme, directory, EVENTS);
    }

    private static List<String> expected(Variant variant) {
        List<String> expected = new ArrayList<>();
        for (String text : variant.logsBeforeBoot() ? List.of("before", "after") : List.of("after")) {
            IntStream.range(0, EVENTS).forEach(i -> expected.add(text + " " + i));
        }
        return expected;
    }

    /** Waits until these events have arrived; all that the application has logged itself, unless there were too many. */
    private static void awaitEvents(Collector collector, List<String> expected) {
        await("all that was logged")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.lines().stream()
                                .filter(line -> line.matches("(before|after|last) \\d+"))
                                .filter(line -> expected.size() > 1 || line.startsWith("last")))
                        .containsExactlyElementsOf(expected));
    }

    /** Returns what the application has printed about the connection and about drops. */
    private static List<String> warnings(BootApplication application) {
        return application.output().stream()
                .filter(line -> line.contains("no connection to") || line.contains("dropped"))
                .toList();
    }
}
