// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.HostsFile;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.RsyslogContainer;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.it.fixtures.TlsFiles;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Both appenders against a real rsyslogd that requires TLS, and certificates of its clients, with each of its two drivers;
 * skipped without Docker. The configurations are the options with PEM files ({@code pem}) and the frameworks' own elements
 * with key stores ({@code ssl}).
 */
@Tag("long")
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(FaultTable.Extension.class)
class RsyslogTlsIT {
    private static final String NAME = "collector.test";
    private static final int KILLS = Size.chosen() == Size.FULL ? 120 : 4;
    private static final Rate RATE = Rate.perSecond(2, 1_000);

    @ParameterizedTest
    @CsvSource({
        "ossl, LOGBACK, pem",
        "ossl, LOGBACK, ssl",
        "ossl, LOG4J2, ssl",
        "gtls, LOG4J2, pem",
        "gtls, LOGBACK, ssl",
        "gtls, LOG4J2, ssl"
    })
    void isDeliveredToAtTheFirstAttempt(String driver, Framework framework, String theme, @TempDir Path directory)
            throws IOException {
        try (Scene scene = new Scene(driver, directory, NAME);
                Application application = scene.start(framework, theme, Delivery.REPLAY)) {
            LoadReport report = application.log(LoadOrder.of(1, 2, 500));
            Stats stats = RsyslogDeliveryIT.awaitAllWritten(application);
            application.stop();

            Arrivals arrivals = RsyslogDeliveryIT.received(scene.rsyslog);
            assertThat(arrivals.distinct()).isEqualTo(report.logged());
            assertThat(arrivals.others()).isEmpty();
            assertThat(stats.get("FailedAttempts")).as("%s", stats).isZero();
        }
    }

    /** The arm that shows that the name is verified. */
    @ParameterizedTest
    @CsvSource({"ossl, LOG4J2, ssl", "gtls, LOGBACK, pem"})
    void getsNothingIfItsCertificateIsForAnotherName(
            String driver, Framework framework, String theme, @TempDir Path directory) throws IOException {
        try (Scene scene = new Scene(driver, directory, "another.test");
                Application application = scene.start(framework, theme, Delivery.REPLAY)) {
            application.log(LoadOrder.of(1, 1, 10));
            Stats refused = application.awaitStats("refused", stats -> stats.get("FailedAttempts") > 1);

            assertThat(refused.lastError()).contains(NAME, "another.test");
            assertThat(refused.get("BufferedEvents")).isEqualTo(10);
            assertThat(scene.rsyslog.stored()).isEmpty();
        }
    }

    static List<Arguments> killed() {
        List<Arguments> all = List.of(
                Arguments.of("ossl", Framework.LOGBACK, "pem"),
                Arguments.of("gtls", Framework.LOG4J2, "ssl"),
                Arguments.of("ossl", Framework.LOG4J2, "pem"),
                Arguments.of("gtls", Framework.LOGBACK, "ssl"));
        return Size.chosen() == Size.FULL ? all : all.subList(0, 2);
    }

    @ParameterizedTest
    @MethodSource("killed")
    void nothingIsLostWithConfirmedWhileItIsKilledAgainAndAgain(
            String driver, Framework framework, String theme, @TempDir Path directory, FaultTable table)
            throws IOException {
        try (Scene scene = new Scene(driver, directory, NAME);
                Application application = scene.start(framework, theme, Delivery.CONFIRMED)) {
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
            application.begin(RATE.load(1));
            scene.killAgainAndAgain();
            application.halt();
            LoadReport report = application.join();
            awaitAllWritten(application);
            Stats end = Checks.accountsBalance(application);
            assertThat(application.stop().thrown()).isEmpty();

            Arrivals arrivals = RsyslogDeliveryIT.received(scene.rsyslog);
            Outcome outcome = Outcome.of(RATE, Optional.of(true), report, arrivals, end.get("Dropped"), theme);
            table.add(KILLS + " kills of rsyslogd, " + driver, contestant(framework, theme), outcome);
            assertThat(outcome.missing()).as("missing: %s, %s", outcome, end).isZero();
            assertThat(end.get("Dropped")).isZero();
            assertThat(end.get("Connections")).as("%s", end).isGreaterThan(KILLS);
        }
    }

    /** The arm that shows that a loss is seen: what a frozen rsyslogd was sent is gone with it. */
    @ParameterizedTest
    @CsvSource({"ossl, LOGBACK, pem", "gtls, LOG4J2, ssl"})
    void somethingIsLostWithNoneIfItIsKilled(String driver, Framework framework, String theme, @TempDir Path directory)
            throws IOException {
        try (Scene scene = new Scene(driver, directory, NAME);
                Application application = scene.start(framework, theme, Delivery.NONE)) {
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
            scene.rsyslog.pauseRsyslogd();
            LoadReport report = application.log(LoadOrder.of(1, 1, 2_000));
            application.awaitStats("half is written", stats -> stats.get("Written") >= 1_000);
            scene.rsyslog.killRsyslogd();
            scene.rsyslog.startRsyslogd();
            RsyslogDeliveryIT.awaitAllWritten(application);
            application.stop();

            assertThat(RsyslogDeliveryIT.received(scene.rsyslog).distinct()).isLessThan(report.logged());
        }
    }

    /** A client that suspects an event, because connections end again and again, may take a minute to acquit it. */
    private static void awaitAllWritten(Application application) {
        await("everything written").atMost(Duration.ofSeconds(90)).until(() -> {
            Stats stats = application.stats();
            return stats.get("BufferedEvents") == 0 && stats.state().equals("CONNECTED");
        });
    }

    private static Contestant contestant(Framework framework, String theme) {
        return new Contestant("GAS CONFIRMED", framework, Delivery.CONFIRMED, theme, Framing.NEWLINE);
    }

    /** An rsyslogd with a certificate for a name, and what its clients have to know. Confined to one thread. */
    private static final class Scene implements AutoCloseable {
        private final RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork();
        private final TlsFiles files;
        private final HostsFile hosts;

        Scene(String driver, Path directory, String certifiedName) throws IOException {
            Pki authority = new Pki(directory.resolve("authority"), "authority");
            files = TlsFiles.in(directory.resolve("files"), authority, authority.issue("client"));
            hosts = new HostsFile(directory.resolve("hosts"));
            hosts.put(NAME, "127.0.0.1");
            rsyslog.withTls(driver, authority, authority.issue("collector", certifiedName))
                    .start();
        }

        Application start(Framework framework, String theme, Delivery delivery) throws IOException {
            Settings settings = files.applyTo(Settings.of(theme, rsyslog.port()))
                    .with("host", NAME)
                    .with("delivery", delivery)
                    .with("confirmInterval", "200ms");
            return Application.start(framework, settings, hosts.jvmArguments().toArray(String[]::new));
        }

        void killAgainAndAgain() {
            Random random = new Random(1);
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(700)));
                rsyslog.killRsyslogd();
                rsyslog.startRsyslogd();
            }
        }

        @Override
        public void close() {
            rsyslog.close();
        }
    }
}
