// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.CollectorProcess;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both frameworks send over a Unix domain socket, through restarts and kills of the collector. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(90)
class UnixSocketIT {
    private static final int KILLS = Integer.getInteger("gas.unix.kills", 2);

    /** The next process deletes the file that the one before has left behind, and makes it anew. */
    @ParameterizedTest
    @EnumSource
    void everythingArrivesThroughARestart(Framework framework, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("collector.sock");
        try (Collector collector = Collector.upAt(file, journalIn(directory));
                Application application = Application.start(framework, Settings.at("unix:" + file))) {
            application.log(LoadOrder.of(1, 2, 500));
            Checks.arrive(collector.journal(), 1_000);
            collector.goDown(Ending.RESET);
            application.log(LoadOrder.of(2, 2, 500));
            application.awaitStats(
                    "the cause is told", stats -> stats.lastError().contains("nothing listens on the socket"));
            collector.listen();

            Arrivals arrivals = Checks.arrive(collector.journal(), 2_000);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(application.output()).anyMatch(line -> line.contains("no connection to unix:" + file));
        }
    }

    static List<Arguments> loads() {
        List<Arguments> all = new ArrayList<>();
        for (Framework framework : Framework.values()) {
            for (Delivery delivery : List.of(Delivery.REPLAY, Delivery.CONFIRMED)) {
                all.add(Arguments.of(framework, delivery, 20_000L));
                all.add(Arguments.of(framework, delivery, 5L));
            }
        }
        return all;
    }

    /** A killed process leaves unread what it did not read; a frozen one before leaves as much as the socket takes. */
    @Tag("long")
    @ParameterizedTest(name = "{0}, {1}, {2} events a second")
    @MethodSource("loads")
    void aCollectorThatIsKilledLosesNothing(Framework framework, Delivery delivery, long rate, @TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("collector.sock");
        try (CollectorProcess collector = CollectorProcess.downAt(file, journalIn(directory))) {
            collector.start();
            Settings settings = Settings.at("unix:" + file).with("delivery", delivery);
            try (Application application = Application.start(framework, settings)) {
                application.begin(LoadOrder.untilHalted(1, rate > 4 * 5 ? 4 : 1).perSecond(Math.max(5, rate / 4)));
                for (int i = 0; i < KILLS; i++) {
                    pass(1_200);
                    collector.freeze();
                    pass(i % 2 == 0 ? 300 : 0);
                    collector.kill();
                    collector.start();
                }
                pass(500);
                application.halt();
                application.join();

                Stats logged = application.stats();
                Arrivals arrivals = Checks.arrive(collector.journal(), logged.get("Offered"));
                Stats stats = Checks.accountsBalance(application);
                Checks.areSound(arrivals, stats);
                assertThat(stats.get("Dropped")).isZero();
                assertThat(stats.get("Connections")).isGreaterThan(KILLS);
            }
        }
    }

    /** The arm that shows that the kills above lose what was not read, if nothing is kept. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = "LOGBACK")
    void withoutReplayAKillLosesWhatWasNotRead(Framework framework, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("collector.sock");
        try (CollectorProcess collector = CollectorProcess.downAt(file, journalIn(directory))) {
            collector.start();
            Settings settings = Settings.at("unix:" + file).with("delivery", Delivery.NONE);
            try (Application application = Application.start(framework, settings)) {
                application.log(LoadOrder.of(1, 1, 10));
                Checks.arrive(collector.journal(), 10);
                collector.freeze();
                application.log(LoadOrder.of(2, 1, 100));
                application.awaitStats("all is written", stats -> stats.get("Released") == 110);
                collector.kill();
                collector.start();
                application.log(LoadOrder.of(3, 1, 10));
                application.awaitStats("a new connection", stats -> stats.get("Connections") == 2);

                Arrivals arrivals = Checks.arrive(collector.journal(), 20);
                assertThat(arrivals.distinct()).isLessThan(120);
            }
        }
    }

    private static Path journalIn(Path directory) throws IOException {
        return Files.createDirectory(directory.resolve("journal"));
    }

    private static void pass(long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
