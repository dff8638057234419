// SPDX-License-Identifier: MIT
package io.github.gas4j.it.drops;

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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With nothing configured but the destination, the stream itself says what an outage has cost. */
@Tag("long")
@Timeout(120)
class DropReportIT {
    private static final long LOGGED = 200_000; // more than twice what the buffer holds

    @ParameterizedTest
    @EnumSource
    void afterAnOutageOneEventReportsWhatWasDropped(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            application.log(LoadOrder.of(1, 2, LOGGED / 2));
            long dropped = Checks.accountsBalance(application).get("Dropped");
            assertThat(dropped).isGreaterThan(LOGGED / 2);

            collector.listen();

            Checks.arrive(collector.journal(), LOGGED - dropped);
            Arrivals arrivals = Awaitility.await("report")
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> Arrivals.in(collector.journal()),
                            seen -> !seen.reports().isEmpty());
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            Checks.onlyTheDroppedAreMissing(arrivals, stats);
            assertThat(arrivals.reports())
                    .singleElement()
                    .asString()
                    .startsWith("dropped " + dropped + " events to 127.0.0.1:" + collector.port() + " between ")
                    .endsWith(": " + dropped + " as BUFFER_FULL");
            assertThat(stats.get("Offered")).isEqualTo(LOGGED + 1);
            assertThat(stats.get("DroppedBufferFull")).isEqualTo(dropped).isEqualTo(stats.get("Dropped"));
        }
    }
}
