// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.it.fixtures.Footprint;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The README's configuration, read again and again while the application logs and its collector reboots. A control writes
 * which events the framework has handed out, because Logback has no appender in the middle of a reset. Sometimes it has none
 * afterwards either, until it is reset again: a thread that logs may mark its old copy of a logger's list as fresh.
 */
@Tag("long")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ReloadIT {
    private static final int RELOADS = 100;
    /** So many of them come before the first look at threads and memory, because the frameworks start their own with them. */
    private static final int FIRST = 10;

    private static final int THREADS = 2;
    /** The collector is down for three reloads in ten. */
    private static final int CYCLE = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FAR_LESS_THAN_A_BUFFER = 4 << 20;

    @TempDir
    private Path directory;

    private Path configuration;
    private Path control;
    private Path errors;

    @BeforeEach
    void nameFiles() {
        configuration = directory.resolve("configuration.xml");
        control = directory.resolve("control");
        errors = directory.resolve("errors");
    }

    @ParameterizedTest(name = "{0} at {1} events a minute")
    @CsvSource({"LOGBACK, 1200000", "LOGBACK, 1200", "LOG4J2, 1200000", "LOG4J2, 1200"})
    void nothingIsLostAndNothingGrows(Framework framework, int perMinute) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            Readme readme =
                    Readme.of(framework, collector.port()).withBareTexts().withControl(control);
            try (Application application =
                    Application.start(framework, readme.changed(1).write(configuration), errors)) {
                List<Duration> times = new ArrayList<>();
                LoadOrder first = LoadOrder.untilHalted(1, THREADS).perMinute(perMinute / THREADS);
                Checks.nobodyWaited(reload(application, readme, collector, first, FIRST, times));
                Footprint before = application.footprint();
                LoadOrder second = LoadOrder.untilHalted(2, THREADS).perMinute(perMinute / THREADS);
                Checks.nobodyWaited(reload(application, readme, collector, second, RELOADS, times));

                Arrivals arrivals = awaitWhatWasHandedOut(collector);
                Stats stats = Checks.accountsBalance(application);
                Checks.areSound(arrivals, stats);
                assertThat(stats.get("Dropped")).as("dropped of %s", stats).isZero();
                assertThat(application.clients()).containsExactly(Application.APPENDER);
                assertThat(collector.open()).as("connections").isEqualTo(1);
                assertThat(application.footprint().grownBeyond(before, FAR_LESS_THAN_A_BUFFER))
                        .isEmpty();
                assertThat(times.stream().sorted().toList().get(RELOADS / 2))
                        .as("the median of %s", times)
                        .isLessThan(Duration.ofMillis(500));
                assertThat(errors).isEmptyFile();
            }
        }
    }

    /** The arm that shows that the other measures something: a context that is stopped closes its clients. */
    @ParameterizedTest
    @EnumSource
    void aStopInsteadOfAReloadLosesWhatNoCollectorTakes(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory)) {
            Readme readme =
                    Readme.of(framework, collector.port()).withBareTexts().withControl(control);
            try (Application application = Application.start(framework, readme.write(configuration), errors)) {
                application.log(LoadOrder.of(1, THREADS, 100));
                application.reload();
                application.log(LoadOrder.of(2, THREADS, 100));
                application.reopen();
                application.log(LoadOrder.of(3, THREADS, 100));
                collector.listen();

                Arrivals arrivals = Checks.arrive(collector.journal(), THREADS * 100);
                assertThat(handedOut().distinct()).isEqualTo(3 * THREADS * 100);
                assertThat(arrivals.distinct()).isEqualTo(THREADS * 100);
                assertThat(arrivals.distinct(3)).isEqualTo(THREADS * 100);
            }
        }
    }

    private LoadReport reload(
            Application application,
            Readme readme,
            Collector collector,
            LoadOrder load,
            int count,
            List<Duration> times)
            throws IOException {
        application.begin(load);
        for (int i = 0; i < count; i++) {
            if (i % CYCLE == 3) {
                collector.goDown(Ending.RESET);
            } else if (i % CYCLE == 6) {
                collector.listen();
            }
            awaitOneMore(application);
            readme.changed(i).write(configuration);
            times.add(application.reload());
        }
        application.halt();
        return application.join();
    }

    private static void awaitOneMore(Application application) {
        long before = application.logged();
        await("another event")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> application.logged() > before);
    }

    private Arrivals awaitWhatWasHandedOut(Collector collector) throws IOException {
        Arrivals handedOut = handedOut();
        assertThat(handedOut.others()).isEmpty();
        assertThat(handedOut.distinct(2)).isGreaterThan(RELOADS / 2);
        assertThat(handedOut.duplicates()).isZero();
        List<Source> sources = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            sources.add(new Source(1, thread));
            sources.add(new Source(2, thread));
        }
        await("all that was handed out has arrived").atMost(PATIENCE).untilAsserted(() -> {
            Arrivals arrivals = Arrivals.in(collector.journal());
            for (Source source : sources) {
                BitSet missing = (BitSet) handedOut.of(source).clone();
                missing.andNot(arrivals.of(source));
                assertThat(missing).as("missing of %s", source).isEqualTo(new BitSet());
            }
        });
        return Arrivals.in(collector.journal());
    }

    private Arrivals handedOut() throws IOException {
        return Arrivals.of(Files.readAllBytes(control));
    }
}
