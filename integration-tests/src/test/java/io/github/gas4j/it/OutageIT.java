// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
@Isolated("a full load beside another test measures how often the machine takes the processor away")
@Timeout(120)
class OutageIT {
    private static final int THREADS = 4;
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void anOutageUnderFullLoadCostsNeitherTimeNorMemory(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector neverThere = Collector.down(directory);
                Application application = Application.start(
                        framework, Settings.to(neverThere.port()).with("maxRetries", "3"), "-XX:TieredStopAtLevel=4")) {
            // both paths are compiled and have allocated what they keep before anything is measured
            logBoth(application, 1, Duration.ofSeconds(2));
            long heapBefore = application.heapAfterCollection();

            LoadReport[] reports = logBoth(application, 3, Duration.ofSeconds(10));

            long heapAfter = application.heapAfterCollection();
            Stats stats = Checks.accountsBalance(application);
            LoadReport control = reports[1];
            assertThat(reports[0].failures()).isZero();
            assertThat(reports[0].p999())
                    .as("99.9 %% of %s, control %s", reports[0], control)
                    .isLessThanOrEqualTo(twice(control.p999(), Duration.ofMillis(1)));
            assertThat(reports[0].longest())
                    .as("longest of %s, control %s", reports[0], control)
                    .isLessThanOrEqualTo(twice(control.longest(), Duration.ofMillis(50)));
            assertThat(heapAfter - heapBefore).as("heap").isLessThan(MIB);
            assertThat(stats.get("DroppedBufferFull")).isPositive();
            assertThat(stats.get("Offered")).isGreaterThan(reports[0].logged());
            assertThat(stats.get("DroppedRetriesExhausted")).isPositive();
            assertThat(stats.get("Released")).isZero();
        }
    }

    /** Logs and only encodes at the same time, so that what the machine does to the one it does to the other. */
    private static LoadReport[] logBoth(Application application, int epoch, Duration time) {
        application.begin(LoadOrder.lasting(epoch, THREADS, time));
        application.begin(LoadOrder.lasting(epoch + 1, THREADS, time).at(LoadOrder.CONTROL));
        return new LoadReport[] {application.join(), application.join()};
    }

    /** Returns what callers may feel: so much, or twice what they feel without a client on a machine that does worse. */
    private static Duration twice(Duration control, Duration least) {
        Duration twice = control.multipliedBy(2);
        return twice.compareTo(least) > 0 ? twice : least;
    }
}
