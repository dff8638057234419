// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Footprint;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.StopReport;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.FullBacklog;
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
class StopIT {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMillis(200);
    private static final int RESTARTS = Integer.getInteger("gas.restarts", 200);

    @ParameterizedTest
    @EnumSource
    void aConnectedAppenderWritesWhatItHasAndEndsInOrder(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, stopping(collector.port()))) {
            application.log(LoadOrder.of(1, 2, 3_000));
            leavesNothingBehind(application.stop());

            Arrivals arrivals = Checks.arrive(collector.journal(), 6_000);
            assertThat(arrivals.frames()).isEqualTo(6_000);
            assertThat(arrivals.disorder()).isEmpty();
            assertThat(arrivals.tornBytes()).containsOnly(0);
            assertThat(collector.open()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDisconnectedAppenderReportsWhatItCouldNotSend(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, stopping(collector.port()))) {
            application.log(LoadOrder.of(1, 1, 300));
            application.awaitStats("an attempt fails", stats -> stats.get("FailedAttempts") > 0);
            Checks.accountsBalance(application);

            StopReport report = application.stop();

            leavesNothingBehind(report);
            // one more attempt, which is refused at once
            assertThat(report.elapsed()).isLessThan(SHUTDOWN_TIMEOUT);
            assertThat(application.output()).anyMatch(line -> line.contains("300 as SHUTDOWN"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHungCollectorHoldsUpTheStopNoLongerThanItsTimeout(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory);
                Application application =
                        Application.start(framework, stopping(collector.port()).with("bufferSize", "8MiB"))) {
            application.log(LoadOrder.of(1, 1, 10));
            Checks.arrive(collector.journal(), 10);
            collector.stall();
            application.log(LoadOrder.of(2, 2, 10_000));
            Checks.accountsBalance(application);

            leavesNothingBehind(application.stop());
            assertThat(application.output()).anyMatch(line -> line.contains(" as SHUTDOWN"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAppenderThatIsConnectingStartsAndStopsInTime(Framework framework) throws IOException {
        try (FullBacklog backlog = new FullBacklog();
                Application application =
                        Application.start(framework, stopping(backlog.port()).with("connectTimeout", "30s"))) {
            assertThat(application.startTime()).isLessThan(Duration.ofSeconds(10));
            application.log(LoadOrder.of(1, 2, 100));
            assertThat(Checks.accountsBalance(application).state()).isEqualTo("CONNECTING");

            leavesNothingBehind(application.stop());
            assertThat(application.output()).anyMatch(line -> line.contains("200 as SHUTDOWN"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsThatGoOnLoggingAreNotDisturbed(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, stopping(collector.port()))) {
            application.begin(LoadOrder.lasting(1, 2, Duration.ofSeconds(2)).perSecond(20_000));
            application.awaitStats("the load is on", stats -> stats.get("Offered") > 1_000);

            StopReport report = application.stop();

            assertThat(application.join().failures()).isZero();
            assertThat(report.thrown()).isEmpty();
            assertThat(report.elapsed()).isLessThan(SHUTDOWN_TIMEOUT.plus(GRACE));
            Arrivals arrivals = Arrivals.in(collector.journal());
            assertThat(arrivals.distinct()).isGreaterThan(1_000);
            assertThat(arrivals.disorder()).isEmpty();
            assertThat(arrivals.others()).isEmpty();
            assertThat(arrivals.tornBytes()).containsOnly(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hundredsOfRestartsLoseNothingAndLeaveNothing(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application =
                        Application.start(framework, stopping(collector.port()).with("bufferSize", "64KiB"))) {
            application.log(LoadOrder.of(0, 1, 1));
            application.restart();
            Footprint before = application.footprint();
            for (int restart = 1; restart <= RESTARTS; restart++) {
                application.log(LoadOrder.of(restart, 1, 2));
                application.restart();
            }

            assertThat(application.footprint().grownBeyond(before, 2 << 20)).isEmpty();
            leavesNothingBehind(application.stop());
            Arrivals arrivals = Checks.arrive(collector.journal(), 2L * RESTARTS + 1);
            assertThat(arrivals.duplicates()).isZero();
            assertThat(arrivals.others()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatJustExitsLosesNothing(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application =
                        Application.start(framework, stopping(collector.port()).with("bufferSize", "8MiB"))) {
            application.log(LoadOrder.of(2, 1, 1));
            Checks.arrive(collector.journal(), 1);
            // slow enough for the end to come before the last event is written
            collector.readAtMost(2_000_000);
            application.log(LoadOrder.of(1, 2, 5_000));
            application.exit();
            collector.readFlatOut();

            Arrivals arrivals = Checks.arrive(collector.journal(), 10_001);
            assertThat(arrivals.others()).isEmpty();
            assertThat(arrivals.disorder()).isEmpty();
        }
    }

    private static Settings stopping(int port) {
        return Settings.to(port).with("shutdownTimeout", "1s").with("bufferSize", "1MiB");
    }

    private static void leavesNothingBehind(StopReport report) {
        assertThat(report.thrown()).isEmpty();
        assertThat(report.elapsed()).isLessThan(SHUTDOWN_TIMEOUT.plus(GRACE));
        assertThat(report.left().isNothing()).as("%s", report.left()).isTrue();
    }
}
