// SPDX-License-Identifier: MIT
package io.github.gas4j.it.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The defaults and {@code rateLimit}, under a load far above it. */
@Tag("long")
@Timeout(60)
class RateLimitIT {
    private static final int RATE = 1_000;
    /** What {@code rateBurst} is if nothing is said. */
    private static final int BURST = RATE;

    private static final int THREADS = 4;
    private static final int OFFERED_RATE = 20_000;
    private static final Duration TIME = Duration.ofSeconds(10);
    /** Longer than a report waits for the end of a storm. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Pattern REPORT = Pattern.compile("dropped (\\d+) events to .*: (\\d+) as RATE_LIMITED");

    @ParameterizedTest
    @EnumSource
    void theRateAndTheBurstArriveAndTheRestIsCountedAndReported(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework, Settings.of("defaults", collector.port()).with("rateLimit", RATE + "/s"))) {
            long began = System.nanoTime();
            LoadReport report =
                    application.log(LoadOrder.lasting(1, THREADS, TIME).perSecond(OFFERED_RATE / THREADS));
            double seconds = Checks.since(began).toNanos() / 1e9;
            await("all drops are reported")
                    .atMost(PATIENCE)
                    .until(() -> reported(Arrivals.in(collector.journal()))
                            == application.stats().get("Dropped"));
            Stats stats = Checks.accountsBalance(application);
            Arrivals arrivals = Arrivals.in(collector.journal());
            long admitted = report.logged() - stats.get("DroppedRateLimited");

            Checks.areSound(arrivals, stats);
            assertThat(report.failures()).as("calls that threw").isZero();
            assertThat(arrivals.distinct()).isEqualTo(admitted);
            assertThat(stats.get("Dropped")).as("nothing else was dropped").isEqualTo(stats.get("DroppedRateLimited"));
            assertThat(stats.get("Offered"))
                    .as("logged, and the reports of drops")
                    .isEqualTo(report.logged() + arrivals.reports().size());
            assertThat(admitted)
                    .as("arrived of %d in %.3f s", report.logged(), seconds)
                    .isBetween(least(report), (long) (BURST + RATE * seconds));
        }
    }

    /** Returns how many drops the reports in the stream tell of. */
    private static long reported(Arrivals arrivals) {
        return arrivals.reports().stream().mapToLong(RateLimitIT::reported).sum();
    }

    private static long reported(String line) {
        Matcher report = REPORT.matcher(line);
        assertThat(report.matches()).as(line).isTrue();
        assertThat(report.group(2)).isEqualTo(report.group(1));
        return Long.parseLong(report.group(1));
    }

    /**
     * Returns what arrives in the time of the load, less two in a hundred, and less what came back while the machine let
     * no thread go on. The tokens of a pause of up to a second are there after it, but not those of one at the end.
     */
    private static long least(LoadReport report) {
        Duration sure = TIME.minus(report.overslept()).minus(report.longest());
        return (long) (0.98 * (BURST + RATE * (sure.toNanos() / 1e9)));
    }
}
