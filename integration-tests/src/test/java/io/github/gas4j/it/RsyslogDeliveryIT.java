// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Both appenders against a real rsyslogd that is killed with SIGKILL; skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class RsyslogDeliveryIT {
    private static final int THREADS = 4;
    private static final int EVENTS_PER_THREAD = 25_000;
    private static final int KILLS = 4;

    /** More than a frozen rsyslogd reads, and less than the kernels take for it. */
    private static final int FROZEN_EVENTS = 2_000;

    @ParameterizedTest
    @EnumSource(Framework.class)
    void replayLosesNothingWhileRsyslogdIsKilledAgainAndAgain(Framework framework) throws IOException {
        Settings settings;
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start()) {
            settings = Settings.to(rsyslog.port()).with("replayWindow", "1MiB");
            try (Application application = Application.start(framework, settings)) {
                application.begin(LoadOrder.of(1, THREADS, EVENTS_PER_THREAD).perSecond(4_000));
                for (int kill = 1; kill <= KILLS; kill++) {
                    awaitWritten(application, (long) THREADS * EVENTS_PER_THREAD * kill / (KILLS + 2));
                    rsyslog.killRsyslogd();
                    rsyslog.startRsyslogd();
                }
                application.join();

                Stats end = awaitAllWritten(application);
                assertThat(end.get("Connections")).isGreaterThan(KILLS);
                assertThat(end.get("Dropped")).isZero();
                assertThat(application.stop().thrown()).isEmpty();
                assertThat(missing(rsyslog)).isEmpty();
                assertThat(end.accountedFor()).isEqualTo(end.get("Offered"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Framework.class)
    void replaySavesWhatAFrozenRsyslogdTakesToItsGrave(Framework framework) throws IOException {
        assertThat(eventsLostByAFrozenRsyslogd(framework, "REPLAY")).isZero();
    }

    /** The arm that must fail: without replay the kernels' contents are certainly lost. */
    @ParameterizedTest
    @EnumSource(Framework.class)
    void withoutReplayAFrozenRsyslogdTakesEventsToItsGrave(Framework framework) throws IOException {
        assertThat(eventsLostByAFrozenRsyslogd(framework, "NONE")).isPositive();
    }

    private static int eventsLostByAFrozenRsyslogd(Framework framework, String delivery) throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start();
                Application application = Application.start(
                        framework,
                        Settings.to(rsyslog.port()).with("delivery", delivery).with("replayWindow", "1MiB"))) {
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
            rsyslog.pauseRsyslogd();
            application.log(LoadOrder.of(1, 1, FROZEN_EVENTS));
            awaitWritten(application, FROZEN_EVENTS / 2);
            rsyslog.killRsyslogd();
            rsyslog.startRsyslogd();
            Stats end = awaitAllWritten(application);
            assertThat(end.get("Dropped")).isZero();
            application.stop();
            return FROZEN_EVENTS - received(rsyslog).size();
        }
    }

    private static void awaitWritten(Application application, long events) {
        application.awaitStats(events + " events written", stats -> stats.get("Written") >= events);
    }

    /** Waits until everything is written to a connection that is alive. */
    private static Stats awaitAllWritten(Application application) {
        return application.awaitStats(
                "everything written",
                stats -> stats.get("BufferedEvents") == 0 && stats.state().equals("CONNECTED"));
    }

    private static Set<Event> missing(RsyslogContainer rsyslog) {
        Set<Event> missing = new HashSet<>();
        for (int thread = 0; thread < THREADS; thread++) {
            for (int seq = 0; seq < EVENTS_PER_THREAD; seq++) {
                missing.add(new Event(new Event.Source(1, thread), seq, 100));
            }
        }
        missing.removeAll(received(rsyslog));
        return missing;
    }

    /** Returns the events that are stored byte for byte, once rsyslogd has stored all that it was sent. */
    private static Set<Event> received(RsyslogContainer rsyslog) {
        await("the journal to stop growing")
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> rsyslog.lines().count(), new Unchanged()::isAsBefore);
        Set<Event> received = new HashSet<>();
        rsyslog.lines().forEach(line -> {
            Event event = Event.of(line.getBytes(StandardCharsets.UTF_8));
            if (event != null) {
                received.add(event);
            }
        });
        return received;
    }

    /** Tells whether a number is the one it was asked about before. */
    private static final class Unchanged {
        private long before = -1;

        boolean isAsBefore(long now) {
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}
