// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Footprint;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.it.fixtures.StopReport;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both frameworks under a steady load while one fault follows another, for as many minutes as the system property
 * {@code gas.soak.minutes} says: in the end nothing has gone astray, and nothing has grown.
 */
@EnabledIfSystemProperty(named = "gas.soak.minutes", matches = "\\d+")
class SoakIT {
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("gas.soak.minutes", 0));
    private static final long SEED = 20_260;
    private static final int PAUSE_MILLIS = 8_000;
    private static final long GROWTH = 2 << 20;

    @Test
    void nothingGoesAstrayAndNothingGrows(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.withSmallReceiveBuffer(directory);
                Application logback = start(Framework.LOGBACK, collector, Delivery.REPLAY);
                Application log4j2 = start(Framework.LOG4J2, collector, Delivery.CONFIRMED)) {
            Footprint[] before = {warm(logback, 1), warm(log4j2, 2)};
            logback.begin(load(3));
            log4j2.begin(load(4));
            RandomFaults faults = new RandomFaults(collector, SEED, PAUSE_MILLIS);
            long start = System.nanoTime();
            while (Checks.since(start).compareTo(TIME) < 0) {
                faults.next();
            }
            Stats[] ends = {end(logback), end(log4j2)};

            assertThat(logback.footprint().grownBeyond(before[0], GROWTH)).isEmpty();
            assertThat(log4j2.footprint().grownBeyond(before[1], GROWTH)).isEmpty();
            leavesNothing(logback.stop());
            leavesNothing(log4j2.stop());
            Arrivals arrivals = Checks.arrive(collector.journal(), kept(ends[0]) + kept(ends[1]));
            assertThat(arrivals.distinct()).isEqualTo(kept(ends[0]) + kept(ends[1]));
            assertThat(arrivals.others()).isEmpty();
            assertThat(arrivals.disorderWithinConnections()).isEmpty();
            assertThat(arrivals.duplicates()).isLessThanOrEqualTo(ends[0].get("Replayed") + ends[1].get("Replayed"));
        }
    }

    private static Application start(Framework framework, Collector collector, Delivery delivery) throws IOException {
        Settings settings = Contestant.gas(framework, delivery)
                .settings(collector.port())
                .with("bufferSize", "1MiB")
                .with("replayWindow", "256KiB")
                .with("sendBufferSize", "16KiB")
                .with("writeTimeout", "300ms")
                .with("reportDrops", "false"); // a report after the last look at the counters would be one too many
        return Application.start(framework, settings);
    }

    private static LoadOrder load(int epoch) {
        return LoadOrder.untilHalted(epoch, 2).perSecond(500);
    }

    private static Footprint warm(Application application, int epoch) {
        application.log(LoadOrder.of(epoch, 2, 10_000).perSecond(5_000));
        quiet(application);
        return application.footprint();
    }

    private static Stats end(Application application) {
        application.halt();
        assertThat(application.join().failures()).isZero();
        quiet(application);
        Stats stats = Checks.accountsBalance(application);
        assertThat(stats.get("Connections")).as("there were faults").isGreaterThan(2);
        // what was never written cannot have arrived, so that the numbers are exact
        assertThat(stats.get("Dropped")).as("%s", stats).isEqualTo(stats.get("DroppedBufferFull"));
        return stats;
    }

    private static void quiet(Application application) {
        application.awaitStats(
                "all is written",
                stats -> stats.get("BufferedEvents") == 0 && stats.state().equals("CONNECTED"));
    }

    private static long kept(Stats stats) {
        return stats.get("Offered") - stats.get("Dropped");
    }

    private static void leavesNothing(StopReport stop) {
        assertThat(stop.thrown()).isEmpty();
        assertThat(stop.left().isNothing()).as("%s", stop.left()).isTrue();
    }
}
