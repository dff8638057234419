// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.FlushReport;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.CollectorProcess;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code flush} says, compared with what the collector has read at that moment. */
@Tag("long")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class FlushIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration FREEZE = Duration.ofSeconds(2);
    private static final int THREADS = 2;
    private static final int RATE = 20_000;
    private static final int FEW = 3;
    private static final int FLUSHES = 5;

    @TempDir
    private Path directory;

    static Stream<Arguments> deliveries() {
        return Stream.of(Framework.values())
                .flatMap(framework -> Stream.of(Delivery.values()).map(delivery -> Arguments.of(framework, delivery)));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void isTrueOnceEverythingHasBeenRead(Framework framework, Delivery delivery) throws IOException {
        boolean proves = delivery != Delivery.NONE; // which only knows that it has written
        try (Collector collector = Collector.up(directory);
                Application application = start(framework, delivery, collector.port())) {
            application.begin(LoadOrder.of(1, 1, FEW).perMinute(600));
            for (int i = 0; i < FLUSHES; i++) {
                isFlushed(application.flush(LONG, collector.journal()), proves);
            }
            application.begin(LoadOrder.untilHalted(2, THREADS).perSecond(RATE / THREADS));
            for (int i = 1; i <= FLUSHES; i++) {
                int events = i * RATE / 10;
                application.awaitStats("it goes on", stats -> stats.get("Offered") > events);
                isFlushed(application.flush(LONG, collector.journal()), proves);
            }
            application.halt();
            isFlushed(application.flush(LONG, collector.journal()), proves);
            long logged = application.join().logged() + application.join().logged();
            assertThat(application.flush(LONG, collector.journal()).flushed()).isTrue();
            assertThat(Checks.accountsBalance(application).get("Released")).isEqualTo(logged);
            assertThat(Checks.arrive(collector.journal(), logged).duplicates()).isZero();
        }
    }

    private static void isFlushed(FlushReport report, boolean proves) {
        assertThat(report.flushed()).as("%s", report).isTrue();
        if (proves) {
            assertThat(report.missing()).as("%s", report).isZero();
        }
    }

    /** A flush that returned what the kernel says, and not what the collector has read, would say true here. */
    @ParameterizedTest
    @MethodSource("deliveries")
    void isFalseWhileTheCollectorReadsNothing(Framework framework, Delivery delivery) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = start(framework, delivery, collector.port())) {
            collector.readAllAtMost(0);
            application.begin(LoadOrder.of(1, THREADS, FEW));
            application.awaitStats("it is written", stats -> stats.get("Written") == THREADS * FEW);

            FlushReport hung = application.flush(SHORT, collector.journal());
            assertThat(hung.missing()).isEqualTo(THREADS * FEW);
            assertThat(hung.flushed()).isEqualTo(delivery == Delivery.NONE);

            collector.readFlatOut();
            isFlushed(application.flush(LONG, collector.journal()), delivery != Delivery.NONE);
            Checks.arrive(collector.journal(), THREADS * FEW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFalseAtItsTimeoutWithoutACollectorAndTrueOnceItIsBack(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = start(framework, Delivery.REPLAY, collector.port())) {
            application.begin(LoadOrder.of(1, THREADS, FEW));
            application.awaitStats("it is logged", stats -> stats.get("Offered") == THREADS * FEW);

            FlushReport down = application.flush(SHORT, collector.journal());
            assertThat(down.flushed()).isFalse();
            assertThat(down.elapsed()).isBetween(SHORT, SHORT.multipliedBy(10));

            CompletableFuture<Void> reboot = CompletableFuture.runAsync(
                    collector::listen, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            FlushReport back = application.flush(LONG, collector.journal());
            assertThat(reboot).isDone();
            isFlushed(back, true);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisabledOnOs(OS.WINDOWS)
    void aFreezeBehindAFlushLosesNothingAndRepeatsNothing(Framework framework) throws IOException {
        Arrivals arrivals = freeze(framework, true);

        assertThat(arrivals.duplicates()).isZero();
    }

    /** The arm that shows that the other measures something. */
    @ParameterizedTest
    @EnumSource
    @DisabledOnOs(OS.WINDOWS)
    void aFreezeWithoutAFlushRepeats(Framework framework) throws IOException {
        Arrivals arrivals = freeze(framework, false);

        assertThat(arrivals.duplicates()).isEqualTo(THREADS * FEW);
    }

    /**
     * Freezes an application, as a platform without servers may, and kills the collector meanwhile, which has read the first
     * events and not the others.
     */
    private Arrivals freeze(Framework framework, boolean flush) throws IOException {
        try (CollectorProcess collector = CollectorProcess.start(directory);
                Application application = start(framework, Delivery.REPLAY, collector.port())) {
            application.begin(LoadOrder.of(1, THREADS, FEW));
            Checks.arrive(collector.journal(), THREADS * FEW);
            if (flush) {
                isFlushed(application.flush(LONG, collector.journal()), true);
            }
            collector.readAllAtMost(0);
            application.begin(LoadOrder.of(2, THREADS, FEW));
            application.awaitStats("it is written", stats -> stats.get("Written") == 2 * THREADS * FEW);
            application.freeze();
            collector.kill();
            collector.start();
            await().pollDelay(FREEZE).until(() -> true);
            application.thaw();

            Checks.arrive(collector.journal(), 2 * THREADS * FEW);
            isFlushed(application.flush(LONG, collector.journal()), true);
            assertThat(Checks.accountsBalance(application).get("Dropped")).isZero();
            return Arrivals.in(collector.journal());
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotWaitOnTheThreadOfTheClient(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = start(framework, Delivery.REPLAY, collector.port())) {
            application.log(LoadOrder.of(1, THREADS, FEW));
            Checks.arrive(collector.journal(), THREADS * FEW);
            application.flushOnWarning(LONG);
            collector.goDown(Ending.RESET);

            FlushReport report = application.flushedOnWarning();
            assertThat(report.flushed()).isFalse();
            assertThat(report.elapsed()).isLessThan(LONG.dividedBy(4));
            collector.listen();
            assertThat(application.flush(LONG, collector.journal()).flushed()).isTrue();
        }
    }

    private static Application start(Framework framework, Delivery delivery, int port) throws IOException {
        return Application.start(framework, Settings.of("promise", port).with("delivery", delivery));
    }
}
