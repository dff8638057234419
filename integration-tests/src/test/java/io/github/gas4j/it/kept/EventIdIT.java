// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's configuration with the id in its pattern, and a text that is the same in all events. Connections are reset
 * while an application logs, so what was written lately is written again.
 */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class EventIdIT {
    private static final Pattern ID = Pattern.compile("^INFO +([g-v][0-9a-v]{12}-[0-9a-v]{12}) ");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final LoadOrder FAST = LoadOrder.of(1, 1, 20_000).perSecond(20_000);
    private static final LoadOrder SLOW = LoadOrder.of(2, 1, 10).perSecond(8);

    @TempDir
    private Path directory;

    static Stream<Arguments> frameworksAndDeliveries() {
        return Stream.of(Framework.values())
                .flatMap(framework -> Stream.of(Delivery.REPLAY, Delivery.CONFIRMED)
                        .map(delivery -> Arguments.of(framework, delivery)));
    }

    @ParameterizedTest
    @MethodSource("frameworksAndDeliveries")
    void thereAreAsManyIdsAsEvents(Framework framework, Delivery delivery) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = start(Readme.of(framework, collector.port())
                        .withOneText()
                        .withIds()
                        .delivering(delivery))) {
            long logged = logOverAReset(application, collector, FAST) + logOverAReset(application, collector, SLOW);
            Stats stats = application.awaitStats("all is written", shown -> shown.get("BufferedEvents") == 0);

            await("as many ids as events")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids(collector.lines())).hasSize((int) logged));
            List<String> lines = collector.lines();
            long repeated = lines.size() - logged;
            assertThat(repeated).isPositive().isLessThanOrEqualTo(stats.get("Replayed"));
            assertThat(new HashSet<>(lines)).as("lines of one id are alike").hasSize((int) logged);
            assertThat(stats.get("Offered")).isEqualTo(logged);
            assertThat(stats.get("Dropped")).isZero();
        }
    }

    /** The arm that fails: not even the date tells what was logged in the same millisecond. */
    @ParameterizedTest
    @EnumSource
    void withoutThemEventsCannotBeCounted(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application =
                        start(Readme.of(framework, collector.port()).withOneText())) {
            long logged = logOverAReset(application, collector, FAST);
            application.awaitStats("all is written", shown -> shown.get("BufferedEvents") == 0);

            await("all lines, and some of them twice")
                    .atMost(PATIENCE)
                    .until(() -> collector.lines().size() > logged);
            assertThat(new HashSet<>(collector.lines())).hasSizeLessThan((int) logged / 2);
        }
    }

    private Application start(Readme readme) throws IOException {
        Path configuration = readme.write(directory.resolve("configuration.xml"));
        return Application.start(readme.framework(), configuration, directory.resolve("errors"));
    }

    /** Logs, and has the connection reset when half of it is logged. Returns how many events were logged. */
    private static long logOverAReset(Application application, Collector collector, LoadOrder order) {
        application.begin(order);
        await("half of the load")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> application.logged() >= order.count() / 2 && collector.open() > 0);
        collector.endConnections(Ending.RESET);
        return application.join().logged();
    }

    private static Set<String> ids(List<String> lines) {
        Set<String> ids = new HashSet<>();
        for (String line : lines) {
            Matcher matcher = ID.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            ids.add(matcher.group(1));
        }
        return ids;
    }
}
