// SPDX-License-Identifier: MIT
package io.github.gas4j.it.drops;

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
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Outages of twice the buffer, under load and with the default options but for the size of the buffer: what a file as the
 * fallback gets, and what arrives, are together all that was logged.
 */
@Tag("long")
@Timeout(120)
class FallbackIT {
    private static final int THREADS = 2;
    private static final int BUFFER_BYTES = 256 << 10;
    /** What the buffer holds of events with 100 characters behind their number. */
    private static final long BUFFER_EVENTS = BUFFER_BYTES / 120;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void with256KiBAllOfAnOutageFromTheStartArrivesOrIsInTheFile(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, settings("fallback", collector))) {
            application.log(LoadOrder.of(1, THREADS, 2 * BUFFER_EVENTS / THREADS));
            collector.listen();
            application.awaitStats("the buffer is written", stats -> stats.get("BufferedEvents") == 0);
            application.log(LoadOrder.of(2, THREADS, 500).perSecond(1_000));

            long logged = 2 * BUFFER_EVENTS / THREADS + 500;
            everythingIsInOnePlace(collector, application, THREADS * logged);
        }
    }

    @ParameterizedTest
    @EnumSource
    void with256KiBAllOfAnOutageByAKillArrivesOrIsInTheFile(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, settings("fallback", collector))) {
            application.begin(LoadOrder.untilHalted(1, THREADS).perSecond(1_500));
            application.awaitStats("it is under way", stats -> stats.get("Written") > 1_000);
            collector.goDown(Ending.RESET);
            application.awaitStats("twice the buffer", stats -> stats.get("DroppedFallback") >= BUFFER_EVENTS);
            collector.listen();
            application.awaitStats("it is up again", stats -> stats.state().equals("CONNECTED"));
            application.awaitStats("the buffer is written", stats -> stats.get("BufferedBytes") < BUFFER_BYTES / 2);
            application.halt();
            LoadReport report = application.join();

            Checks.nobodyWaited(report);
            everythingIsInOnePlace(collector, application, report.logged());
        }
    }

    /** The arm that shows that the others measure something. */
    @ParameterizedTest
    @EnumSource
    void with256KiBAndNoFallbackTheSameOutageLoses(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(framework, settings("promise", collector))) {
            application.log(LoadOrder.of(1, THREADS, 2 * BUFFER_EVENTS / THREADS));
            collector.listen();
            application.awaitStats("the buffer is written", stats -> stats.get("BufferedEvents") == 0);

            Stats stats = Checks.accountsBalance(application);
            long lost = stats.get("DroppedBufferFull");
            assertThat(lost).isGreaterThan(BUFFER_EVENTS / 2).isEqualTo(stats.get("Dropped"));
            assertThat(Checks.arrive(collector.journal(), 2 * BUFFER_EVENTS - lost)
                            .distinct())
                    .isEqualTo(2 * BUFFER_EVENTS - lost);
            assertThat(file()).doesNotExist();
        }
    }

    private void everythingIsInOnePlace(Collector collector, Application application, long logged) throws IOException {
        application.awaitStats("the buffer is written", stats -> stats.get("BufferedEvents") == 0);
        Arrivals filed = Arrivals.of(Files.readAllBytes(file()));
        Arrivals arrived = Checks.arrive(collector.journal(), logged - filed.distinct());
        Stats stats = Checks.accountsBalance(application);
        Checks.areSound(arrived, stats);
        assertThat(filed.others()).isEmpty();
        assertThat(filed.duplicates()).isZero();
        assertThat(stats.get("Offered")).isEqualTo(logged);
        assertThat(stats.get("DroppedFallback"))
                .isGreaterThan(BUFFER_EVENTS / 2)
                .isEqualTo(filed.frames())
                .isEqualTo(stats.get("Dropped"));
        assertThat(arrived.distinct() + filed.distinct()).isEqualTo(logged);
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (int thread = 0; thread < THREADS; thread++) {
                BitSet both = (BitSet) arrived.of(new Source(epoch, thread)).clone();
                both.and(filed.of(new Source(epoch, thread)));
                assertThat(both.cardinality()).as("in both places").isZero();
            }
        }
    }

    private Settings settings(String theme, Collector collector) {
        return Settings.of(theme, collector.port())
                .with("bufferSize", BUFFER_BYTES)
                .with("file", file());
    }

    private Path file() {
        return directory.resolve("fallback.log");
    }
}
