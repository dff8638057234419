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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class MillionEventsIT {
    private static final int THREADS = 4;
    private static final int MILLION = 1_000_000;

    @ParameterizedTest
    @EnumSource
    void aMillionEventsArriveAsTheyWereSent(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework,
                        Settings.to(collector.port()).with("overflow", "BLOCK").with("blockTimeout", "1m"),
                        "-XX:TieredStopAtLevel=4")) {
            LoadReport report =
                    application.log(LoadOrder.of(1, THREADS, MILLION / THREADS).sized(60));
            application.awaitStats("all is written", stats -> stats.get("BufferedEvents") == 0);

            Stats stats = Checks.accountsBalance(application);
            Arrivals arrivals = Checks.arrive(collector.journal(), MILLION);
            Checks.areSound(arrivals, stats);
            assertThat(report.failures()).isZero();
            assertThat(arrivals.frames()).isEqualTo(MILLION);
            assertThat(stats.get("Offered")).isEqualTo(MILLION);
            assertThat(stats.get("Written")).isEqualTo(MILLION);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(stats.get("Connections")).isOne();
        }
    }
}
