// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
@Timeout(60)
class BufferFullIT {
    private static final Source SOURCE = new Source(1, 0);

    @ParameterizedTest
    @EnumSource
    void dropNewestKeepsWhatCameFirst(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, full(collector, "DROP_NEWEST"))) {
            Checks.nobodyWaited(application.log(LoadOrder.of(1, 1, 2_000)));
            Stats waiting = Checks.accountsBalance(application);
            int kept = (int) waiting.get("BufferedEvents");
            assertThat(kept).isBetween(400, 600);
            assertThat(waiting.get("DroppedBufferFull")).isEqualTo(2_000 - kept);

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), kept);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(arrivals.of(SOURCE).nextClearBit(0)).isEqualTo(kept);
            assertThat(arrivals.distinct()).isEqualTo(kept);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropOldestKeepsWhatCameLast(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, full(collector, "DROP_OLDEST"))) {
            Checks.nobodyWaited(application.log(LoadOrder.of(1, 1, 2_000).perSecond(2_000)));
            Stats waiting = Checks.accountsBalance(application);
            long kept = waiting.get("BufferedEvents");
            assertThat(kept).isBetween(350L, 550L);

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), kept);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            BitSet arrived = arrivals.of(SOURCE);
            assertThat(arrived.get(1_999)).as("the last one arrived").isTrue();
            assertThat(arrived.nextSetBit(0)).as("the first to arrive").isGreaterThan(1_400);
            assertThat(stats.get("DroppedBufferFull")).isEqualTo(2_000 - arrived.cardinality());
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockWaitsForASlowCollectorAndDropsNothing(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory);
                Application application = Application.start(
                        framework,
                        full(collector, "BLOCK").with("blockTimeout", "20s").with("sendBufferSize", "16KiB"))) {
            application.log(LoadOrder.of(2, 1, 1));
            Checks.arrive(collector.journal(), 1);
            collector.readAtMost(500_000);
            LoadReport report = application.log(LoadOrder.of(1, 2, 3_000));

            Arrivals arrivals = Checks.arrive(collector.journal(), 6_001);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(report.longest()).as("someone waited").isGreaterThan(Duration.ofMillis(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockGivesUpAfterItsTimeoutAndDoesNotWaitAgainUntilThereIsRoom(Framework framework, @TempDir Path directory)
            throws IOException {
        Duration timeout = Duration.ofMillis(700);
        try (Collector collector = Collector.down(directory);
                Application application =
                        Application.start(framework, full(collector, "BLOCK").with("blockTimeout", "700ms"))) {
            long before = System.nanoTime();
            LoadReport report = application.log(LoadOrder.of(1, 2, 1_000));
            assertThat(report.longest()).isBetween(timeout, timeout.plusMillis(300));
            assertThat(Checks.since(before)).as("one wait for all").isLessThan(timeout.multipliedBy(2));
            long kept = application.stats().get("BufferedEvents");
            Stats waiting = Checks.accountsBalance(application);
            assertThat(waiting.get("DroppedBufferFull")).isEqualTo(2_000 - kept);

            collector.listen();
            Checks.arrive(collector.journal(), kept);
            application.awaitStats("there is room", stats -> stats.get("BufferedBytes") < 60_000);
            application.log(LoadOrder.of(2, 2, 1_000));

            Arrivals arrivals = Checks.arrive(collector.journal(), kept + 2_000);
            Checks.areSound(arrivals, Checks.accountsBalance(application));
            assertThat(arrivals.distinct(2))
                    .as("arrived, for there was waiting again")
                    .isEqualTo(2_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sheddingLetsNoErrorBeDroppedInAStormOfDebug(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(
                        framework,
                        full(collector, "DROP_NEWEST")
                                .with("shedLevel", "DEBUG")
                                .with("shedThreshold", "50%"))) {
            application.log(LoadOrder.of(1, 2, 1_000).at("DEBUG"));
            application.log(LoadOrder.of(2, 2, 100).at("ERROR"));
            Stats waiting = Checks.accountsBalance(application);
            long kept = waiting.get("BufferedEvents");
            assertThat(waiting.get("DroppedShed")).isEqualTo(2_200 - kept);
            assertThat(waiting.get("DroppedBufferFull")).isZero();

            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), kept);
            Checks.areSound(arrivals, Checks.accountsBalance(application));
            assertThat(arrivals.distinct(2)).isEqualTo(200);
        }
    }

    /** The smallest buffer there is, before a collector that is given all the time it needs. */
    private static Settings full(Collector collector, String overflow) {
        return Settings.to(collector.port())
                .with("bufferSize", "64KiB")
                .with("overflow", overflow)
                .with("maxRetries", -1);
    }
}
