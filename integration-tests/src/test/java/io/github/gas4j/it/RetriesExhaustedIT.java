// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
@Timeout(60)
class RetriesExhaustedIT {

    @ParameterizedTest
    @EnumSource
    void oldEventsAreGivenUpAndCountedFreshOnesArriveWithoutARestart(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, retrying(collector, 60))) {
            application.log(LoadOrder.of(1, 1, 300));
            application.awaitStats("most of the retries", stats -> stats.get("FailedAttempts") >= 50);
            application.log(LoadOrder.of(2, 2, 100));
            Stats waiting = application.awaitStats("the old are given up", stats -> stats.get("Dropped") >= 300);
            Checks.accountsBalance(waiting);
            assertThat(waiting.get("DroppedRetriesExhausted")).isEqualTo(300);
            assertThat(waiting.get("BufferedEvents")).isEqualTo(200);
            assertThat(waiting.get("FailedAttempts")).isGreaterThan(60);

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), 200);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(arrivals.distinct(2)).isEqualTo(200);
            assertThat(arrivals.distinct(1)).isZero();
            assertThat(stats.get("Dropped")).isEqualTo(300);
        }
    }

    /** The arm that shows who gives up in the scenario above. */
    @ParameterizedTest
    @EnumSource(names = "LOGBACK")
    void withoutALimitNothingIsGivenUp(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, retrying(collector, -1))) {
            application.log(LoadOrder.of(1, 1, 300));
            application.awaitStats("more retries than above", stats -> stats.get("FailedAttempts") > 65);

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), 300);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsOlderThanTheDeliveryTimeoutAreGivenUp(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application =
                        Application.start(framework, retrying(collector, -1).with("deliveryTimeout", "3s"))) {
            long before = System.nanoTime();
            application.log(LoadOrder.of(1, 1, 300));
            Stats waiting = application.awaitStats("they are given up", stats -> stats.get("Dropped") == 300);
            assertThat(Checks.since(before)).isGreaterThan(Duration.ofSeconds(3));
            assertThat(waiting.get("DroppedRetriesExhausted")).isEqualTo(300);
            application.log(LoadOrder.of(2, 1, 100));

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), 100);
            Checks.areSound(arrivals, Checks.accountsBalance(application));
            assertThat(arrivals.distinct(2)).isEqualTo(100);
        }
    }

    private static Settings retrying(Collector collector, int maxRetries) {
        return Settings.to(collector.port())
                .with("maxRetries", maxRetries)
                .with("retryInterval", "60ms")
                .with("maxRetryInterval", "60ms");
    }
}
