// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class InterruptsAndVirtualThreadsIT {

    @ParameterizedTest
    @EnumSource
    void interruptedCallersKeepTheirFlagAndTheConnectionStays(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            application.begin(LoadOrder.of(1, 2, 1_000).perSecond(2_000));
            assertThat(application.logInterrupted(2, 2_000)).isEqualTo(2_000);
            application.join();

            Arrivals arrivals = Checks.arrive(collector.journal(), 4_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(stats.get("Connections")).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitForRoom(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(
                        framework,
                        Settings.to(collector.port())
                                .with("bufferSize", "64KiB")
                                .with("overflow", "BLOCK")
                                .with("blockTimeout", "1h"))) {
            long before = System.nanoTime();
            assertThat(application.logInterrupted(1, 2_000)).isEqualTo(2_000);
            assertThat(Checks.since(before)).isLessThan(Duration.ofSeconds(10));

            Stats stats = Checks.accountsBalance(application);
            assertThat(stats.get("DroppedBufferFull")).isBetween(1_000L, 1_999L);
        }
    }

    @ParameterizedTest
    @CsvSource({"LOGBACK, false", "LOGBACK, true", "LOG4J2, false", "LOG4J2, true"})
    void tenThousandThreadsLogThroughAReboot(Framework framework, boolean virtual, @TempDir Path directory)
            throws IOException {
        assumeTrue(!virtual || Threads.areVirtualOnesThere(), "this JVM has no virtual threads");
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            LoadOrder order = LoadOrder.of(1, 10_000, 2).perSecond(1);
            application.begin(virtual ? order.onVirtualThreads() : order);
            await().until(() -> collector.received() > 200_000);
            collector.goDown(Ending.RESET);
            application.awaitStats("an attempt fails", stats -> stats.get("FailedAttempts") > 1);
            collector.listen();
            assertThat(application.join().failures()).isZero();

            Arrivals arrivals = Checks.arrive(collector.journal(), 20_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
        }
    }
}
