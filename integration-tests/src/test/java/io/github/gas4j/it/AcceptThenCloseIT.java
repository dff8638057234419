// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Collector;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AcceptThenCloseIT {

    @ParameterizedTest
    @EnumSource
    void aCollectorThatHangsUpGetsNoStormAndLosesNothing(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory)) {
            collector.hangUp(true);
            try (Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
                long before = System.nanoTime();
                LoadReport report = application.log(LoadOrder.of(1, 2, 3_000).perSecond(1_000));
                Checks.nobodyWaited(report);
                long leastMillisApart = 50;
                assertThat(collector.accepted())
                        .isBetween(2L, Checks.since(before).toMillis() / leastMillisApart + 2);

                collector.hangUp(false);

                Arrivals arrivals = Checks.arrive(collector.journal(), 6_000);
                Stats stats = Checks.accountsBalance(application);
                Checks.areSound(arrivals, stats);
                assertThat(stats.get("Dropped")).isZero();
            }
        }
    }
}
