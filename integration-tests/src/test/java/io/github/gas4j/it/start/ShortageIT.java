// SPDX-License-Identifier: MIT
package io.github.gas4j.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LimitedApplication;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application with few threads, file descriptors or little direct memory starts and runs with GAS wherever it does with a
 * file appender. It finds one line that says what is lacking, or none and its events at the collector. A few limits; all
 * steps from plenty down to nothing with {@code -Plimits}.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ShortageIT {
    private static final boolean ALL = Boolean.getBoolean("gas.limits.all");
    /** What the ring of the default buffer takes; the client's other parts take 68 KiB. */
    private static final long RING_BYTES = (8 << 20) + 3;

    /** In the line that counts the events that were logged to an appender that has not started. */
    private static final String WHAT_IT_DROPS = "is not started; the error at its start says why";
    /** The same in Log4j2. */
    private static final String DROPPED = " so far, because ";

    private static final String OUTAGE = "no connection to";

    /** What there is little of. */
    private enum Resource {
        THREADS,
        DESCRIPTORS,
        DIRECT_BYTES
    }

    static Stream<Arguments> limits() {
        return Stream.of(Framework.values())
                .flatMap(framework -> ALL
                        ? Stream.of("limited", "limited-late").flatMap(theme -> allSteps(framework, theme))
                        : fewSteps(framework));
    }

    private static Stream<Arguments> fewSteps(Framework framework) {
        return Stream.of(
                arguments(framework, "limited", Resource.THREADS, 0),
                arguments(framework, "limited-late", Resource.THREADS, 0),
                arguments(framework, "limited", Resource.THREADS, 1),
                arguments(framework, "limited-late", Resource.DIRECT_BYTES, 0),
                arguments(framework, "limited", Resource.DIRECT_BYTES, RING_BYTES + 60_000),
                arguments(framework, "limited", Resource.DESCRIPTORS, 9),
                arguments(framework, "limited", Resource.DESCRIPTORS, 12));
    }

    private static Stream<Arguments> allSteps(Framework framework, String theme) {
        Stream<Arguments> threads =
                IntStream.rangeClosed(0, 4).mapToObj(more -> arguments(framework, theme, Resource.THREADS, more));
        Stream<Arguments> descriptors =
                IntStream.rangeClosed(0, 24).mapToObj(more -> arguments(framework, theme, Resource.DESCRIPTORS, more));
        Stream<Arguments> bytes = LongStream.concat(
                        LongStream.of(0, 64 << 10, 1 << 20, 8 << 20, 16 << 20),
                        LongStream.rangeClosed(0, 12).map(step -> RING_BYTES + step * (8 << 10)))
                .mapToObj(limit -> arguments(framework, theme, Resource.DIRECT_BYTES, limit));
        return Stream.of(threads, descriptors, bytes).flatMap(steps -> steps);
    }

    @ParameterizedTest(name = "{0} {1} {2}={3}")
    @MethodSource("limits")
    void theApplicationRunsAndFindsOneClearLineOrNone(
            Framework framework, String theme, Resource resource, long limit, @TempDir Path directory)
            throws IOException {
        assumeThat(runsWithAFile(framework, resource, limit, directory)).isTrue();
        try (Collector collector = Collector.up(directory);
                LimitedApplication application = start(framework, theme, resource, limit, collector.port())) {
            assertThat(application.log("one")).isEmpty();
            await().until(() ->
                    hasArrived(collector, "one") || !application.complaints().isEmpty());
            assertThat(application.log("two")).isEmpty();

            List<String> complaints = application.complaints();
            if (complaints.isEmpty()) {
                await().until(() -> hasArrived(collector, "two"));
            } else if (complaints.get(0).contains(OUTAGE)) {
                // it has started, and goes on trying
                assertThat(complaints).allMatch(line -> line.contains(OUTAGE));
                assertThat(application.clientThreads()).isPositive();
            } else {
                assertThat(complaints)
                        .filteredOn(line -> !line.contains(WHAT_IT_DROPS) && !line.contains(DROPPED))
                        .singleElement()
                        .asString()
                        .contains("ERROR", "valid: ");
                assertThat(application.clientThreads()).isZero();
                // the JDK leaves one open itself if there is no descriptor for the library that it loads next
                assertThat(application.selectors()).isLessThanOrEqualTo(resource == Resource.DESCRIPTORS ? 1 : 0);
            }
        }
    }

    private static boolean hasArrived(Collector collector, String text) {
        return Arrivals.in(collector.journal()).others().contains(text);
    }

    /** Only file descriptors are something that a file appender needs as well. */
    private static boolean runsWithAFile(Framework framework, Resource resource, long limit, Path directory)
            throws IOException {
        if (resource != Resource.DESCRIPTORS && !ALL) {
            return true;
        }
        if (resource == Resource.DESCRIPTORS && !LimitedApplication.runsFromJars()) {
            return false; // each class that is loaded would take a descriptor
        }
        Path file = directory.resolve("log");
        Settings settings = new Settings("limited-file", Map.of("file", file.toString()));
        try (LimitedApplication application = start(framework, settings, resource, limit)) {
            return application.log("one").isEmpty()
                    && application.complaints().isEmpty()
                    && Files.exists(file)
                    && Files.readString(file).contains("one");
        }
    }

    private static LimitedApplication start(Framework framework, String theme, Resource resource, long limit, int port)
            throws IOException {
        return start(framework, Settings.of(theme, port), resource, limit);
    }

    private static LimitedApplication start(Framework framework, Settings settings, Resource resource, long limit)
            throws IOException {
        String argument = switch (resource) {
            case THREADS -> LimitedApplication.stackArgument();
            case DIRECT_BYTES -> "-XX:MaxDirectMemorySize=" + limit;
            case DESCRIPTORS -> "-Dnone";
        };
        LimitedApplication application = LimitedApplication.start(framework, settings, argument);
        if (resource == Resource.THREADS) {
            application.limitThreads((int) limit);
        } else if (resource == Resource.DESCRIPTORS) {
            application.limitDescriptors((int) limit);
        }
        return application;
    }
}
