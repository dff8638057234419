// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Collector;
import io.github.gas4j.it.fixtures.CollectorProcess;
import io.github.gas4j.it.fixtures.Ending;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CollectorRebootIT {

    @ParameterizedTest
    @EnumSource
    void whatIsLoggedBeforeTheCollectorIsThereArrivesOnceItIs(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            Checks.nobodyWaited(application.log(LoadOrder.of(1, 2, 500)));
            Stats waiting = Checks.accountsBalance(
                    application.awaitStats("an attempt fails", stats -> stats.get("FailedAttempts") > 0));
            assertThat(waiting.get("BufferedEvents")).isEqualTo(1_000);
            assertThat(waiting.lastError()).contains("refused");

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), 1_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(arrivals.duplicates()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rebootsUnderLoadLoseNothingAndKeepEachThreadsOrder(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            application.warmUp();
            application.begin(LoadOrder.of(1, 4, 6_000).perSecond(2_000));
            for (Ending ending : Ending.values()) {
                long before = collector.received();
                await().until(() -> collector.received() > before + 50_000);
                collector.goDown(ending);
                long failed = application.stats().get("FailedAttempts");
                application.awaitStats("attempts fail", stats -> stats.get("FailedAttempts") > failed + 1);
                collector.listen();
            }
            LoadReport report = application.join();

            Arrivals arrivals = Checks.arrive(collector.journal(), 44_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            Checks.nobodyWaited(report);
            Checks.nobodyFeltIt(report);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(stats.get("Connections")).isGreaterThanOrEqualTo(3);
        }
    }

    /** The arm without replay shows that the collector really died at a moment at which something was to be lost. */
    @ParameterizedTest
    @CsvSource({"LOGBACK, REPLAY", "LOG4J2, REPLAY", "LOG4J2, NONE"})
    void whatDiesUnreadWithTheCollectorIsReplayed(Framework framework, String delivery, @TempDir Path directory)
            throws IOException {
        try (CollectorProcess collector = CollectorProcess.start(directory);
                Application application = Application.start(
                        framework,
                        Settings.to(collector.port()).with("delivery", delivery).with("replayWindow", "1MiB"))) {
            application.log(LoadOrder.of(1, 1, 10));
            Checks.arrive(collector.journal(), 10);
            collector.freeze();
            // 256 KB, more than which the kernels hold only where they are told to
            application.log(LoadOrder.of(2, 4, 500).sized(116));
            application.awaitStats("bytes are on their way", stats -> stats.get("Written") > 10 + 500);
            collector.kill();
            application.awaitStats("the end is noticed", stats -> !stats.state().equals("CONNECTED"));
            collector.start();
            application.awaitStats("all is written", stats -> stats.get("BufferedEvents") == 0);

            if (delivery.equals("REPLAY")) {
                Stats stats = Checks.accountsBalance(application);
                Checks.areSound(Checks.arrive(collector.journal(), 2_010), stats);
                assertThat(stats.get("Replayed")).isPositive();
            } else {
                application.log(LoadOrder.of(3, 1, 1));
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> Arrivals.in(collector.journal()).distinct(3) == 1);
                Stats stats = Checks.accountsBalance(application);
                assertThat(Arrivals.in(collector.journal()).distinct(2)).isLessThan(2_000);
                assertThat(stats.get("Dropped")).isZero();
                assertThat(stats.get("Released")).isEqualTo(stats.get("Offered"));
            }
        }
    }
}
