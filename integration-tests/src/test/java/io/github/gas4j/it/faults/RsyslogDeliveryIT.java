// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.RsyslogContainer;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Both appenders against a real rsyslogd that is killed with SIGKILL; skipped without Docker. */
@Tag("long")
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(FaultTable.Extension.class)
class RsyslogDeliveryIT {
    private static final Rate RATE = Rate.BUSY;

    /** More than a frozen rsyslogd reads, and less than the kernels take for it. */
    private static final int FROZEN_EVENTS = 2_000;

    static List<Arguments> kills() {
        List<Arguments> trials = new ArrayList<>();
        for (Contestant contestant : contestants()) {
            if (contestant.delivery() != Delivery.NONE) {
                trials.add(Arguments.of(contestant, false));
            }
            // what kernels hold for a slow one may exceed the window of REPLAY
            if (contestant.delivery() == Delivery.CONFIRMED) {
                trials.add(Arguments.of(contestant, true));
            }
        }
        return trials;
    }

    static List<Contestant> contestants() {
        List<Contestant> contestants = new ArrayList<>();
        for (Delivery delivery : Delivery.values()) {
            for (Framework framework : Framework.values()) {
                contestants.add(Contestant.gas(framework, delivery));
            }
        }
        return contestants;
    }

    @ParameterizedTest(name = "{0}, slow: {1}")
    @MethodSource("kills")
    void nothingIsLostWhileRsyslogdIsKilledAgainAndAgain(Contestant contestant, boolean slow, FaultTable table)
            throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start();
                Application application = start(contestant, rsyslog)) {
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
            Random random = new Random(1);
            rsyslog.slowDown(slow);
            application.begin(RATE.load(1));
            for (int kill = 0; kill < Size.chosen().repeats(); kill++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(700)));
                rsyslog.killRsyslogd();
                rsyslog.startRsyslogd();
            }
            application.halt();
            LoadReport report = application.join();
            rsyslog.slowDown(false);

            awaitAllWritten(application);
            Stats end = Checks.accountsBalance(application);
            assertThat(application.stop().thrown()).isEmpty();
            Arrivals arrivals = received(rsyslog);
            Outcome outcome = Outcome.of(RATE, Optional.of(true), report, arrivals, end.get("Dropped"), "");
            table.add(slow ? "SIGKILL of a slow rsyslogd" : "SIGKILL of rsyslogd", contestant, outcome);
            assertThat(outcome.missing()).as("missing: %s, %s", outcome, end).isZero();
            assertThat(end.get("Dropped")).isZero();
            assertThat(end.get("Connections")).isGreaterThan(Size.chosen().repeats());
        }
    }

    /** Without replay, the kernels' contents are certainly lost: the arm that shows that a loss is seen. */
    @ParameterizedTest
    @MethodSource("contestants")
    void whatAFrozenRsyslogdTakesToItsGraveIsLostOnlyWithoutReplay(Contestant contestant, FaultTable table)
            throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start();
                Application application = start(contestant, rsyslog)) {
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
            rsyslog.pauseRsyslogd();
            LoadReport report = application.log(LoadOrder.of(1, 1, FROZEN_EVENTS));
            application.awaitStats("half is written", stats -> stats.get("Written") >= FROZEN_EVENTS / 2);
            rsyslog.killRsyslogd();
            rsyslog.startRsyslogd();
            Stats end = awaitAllWritten(application);
            application.stop();

            Outcome outcome = Outcome.of(RATE, Optional.of(true), report, received(rsyslog), end.get("Dropped"), "");
            table.add("frozen rsyslogd, SIGKILL", contestant, outcome);
            assertThat(end.get("Dropped")).isZero();
            if (contestant.delivery() == Delivery.NONE) {
                assertThat(outcome.missing()).isPositive();
            } else {
                assertThat(outcome.missing()).isZero();
            }
        }
    }

    private static Application start(Contestant contestant, RsyslogContainer rsyslog) throws IOException {
        Settings settings = contestant.settings(rsyslog.port()).with("bufferSize", "64MiB");
        return Application.start(contestant.framework(), settings);
    }

    /** Waits until everything is written to a connection that is alive. */
    static Stats awaitAllWritten(Application application) {
        return application.awaitStats(
                "everything written",
                stats -> stats.get("BufferedEvents") == 0 && stats.state().equals("CONNECTED"));
    }

    /** Returns the events that are stored byte for byte, once rsyslogd has stored all that it was sent. */
    static Arrivals received(RsyslogContainer rsyslog) {
        long[] last = {-1, System.nanoTime()};
        await("the journal to stop growing").atMost(Duration.ofSeconds(30)).until(() -> {
            long size = rsyslog.stored().length;
            if (size != last[0]) {
                last[0] = size;
                last[1] = System.nanoTime();
            }
            return Checks.since(last[1]).toMillis() > 500;
        });
        return Arrivals.of(rsyslog.stored());
    }
}
