// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HungCollectorIT {

    @ParameterizedTest
    @EnumSource
    void aHungCollectorsConnectionIsReplacedAfterTheWriteTimeout(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory);
                Application application =
                        Application.start(framework, hung(collector).with("writeTimeout", "1s"))) {
            application.warmUp();
            Checks.arrive(collector.journal(), 20_000);
            collector.stall();
            long before = System.nanoTime();
            LoadReport report = application.log(LoadOrder.of(2, 4, 4_000).perSecond(4_000));
            Checks.nobodyWaited(report);
            Checks.nobodyFeltIt(report);
            Stats replaced = application.awaitStats("a second one", stats -> stats.get("Connections") == 2);
            assertThat(Checks.since(before)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(replaced.lastError()).contains("writeTimeout");

            Arrivals arrivals = Checks.arrive(collector.journal(), 36_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
        }
    }

    /** The arm that shows that it was the timeout above: silence alone ends no connection, nor does a longer timeout. */
    @ParameterizedTest
    @EnumSource(names = "LOG4J2")
    void aCollectorThatHangsForLessThanTheWriteTimeoutKeepsItsConnection(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory);
                Application application =
                        Application.start(framework, hung(collector).with("writeTimeout", "4s"))) {
            application.log(LoadOrder.of(1, 1, 10));
            Checks.arrive(collector.journal(), 10);
            collector.stall();
            application.log(LoadOrder.of(2, 4, 3_000).perSecond(1_500));
            Stats hanging = Checks.accountsBalance(application);
            assertThat(hanging.get("BufferedEvents")).isPositive();
            collector.readFlatOut();

            Arrivals arrivals = Checks.arrive(collector.journal(), 12_010);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Connections")).isOne();
            assertThat(stats.get("Replayed")).isZero();
        }
    }

    private static Settings hung(Collector collector) {
        return Settings.to(collector.port()).with("replayWindow", "1MiB");
    }
}
