// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

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
import io.github.gas4j.it.fixtures.TlsFiles;
import io.github.gas4j.it.fixtures.TlsFiles.Kind;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files for TLS that are replaced while 10,000 events a second flow, and the collector with them: first some that cannot be
 * used, then a collector that needs the new ones, then the new ones.
 */
@Timeout(120)
class TlsReloadIT {
    private static final int THREADS = 2;
    private static final int PER_THREAD = 5_000;
    private static final String WARNING = "the changed files for TLS cannot be used";

    @ParameterizedTest
    @EnumSource
    void aNewAuthorityOfTheCollectorIsTrustedWithoutARestartAndNothingIsLost(
            Framework framework, @TempDir Path directory) throws IOException {
        try (Scene scene = new Scene(framework, "pem", directory)) {
            scene.halfReplaced(Kind.TRUSTED);
            scene.collectorMovesTo(scene.next, scene.first);
            scene.isRefused("is not trusted by");
            scene.replaced(Kind.TRUSTED);
            scene.nothingIsLost();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewCertificateOfTheClientIsSentWithoutARestartAndNothingIsLost(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Scene scene = new Scene(framework, "pem", directory)) {
            scene.replaced(Kind.KEY); // and the old certificate, to which it does not belong
            scene.halfReplaced(Kind.CERTIFICATE);
            scene.collectorMovesTo(scene.first, scene.next);
            scene.isRefused("requires a certificate of the client");
            scene.replaced(Kind.CERTIFICATE);
            scene.nothingIsLost();
        }
    }

    @Test
    void aNewKeyStoreOfLogbackIsUsedWithoutARestartAndNothingIsLost(@TempDir Path directory) throws IOException {
        try (Scene scene = new Scene(Framework.LOGBACK, "ssl", directory)) {
            scene.halfReplaced(Kind.KEY_STORE);
            scene.collectorMovesTo(scene.first, scene.next);
            scene.isRefused("requires a certificate of the client");
            scene.replaced(Kind.KEY_STORE);
            scene.nothingIsLost();
        }
    }

    @Test
    void aNewTrustStoreOfLog4jIsUsedWithoutARestartAndNothingIsLost(@TempDir Path directory) throws IOException {
        try (Scene scene = new Scene(Framework.LOG4J2, "ssl", directory)) {
            scene.halfReplaced(Kind.TRUST_STORE);
            scene.collectorMovesTo(scene.next, scene.first);
            scene.isRefused("is not trusted by");
            scene.replaced(Kind.TRUST_STORE);
            scene.nothingIsLost();
        }
    }

    /** What one authority has issued. Immutable. */
    private record Issuer(Pki authority, Pki.Identity collector, Pki.Identity client) {
        static Issuer in(Path directory, String name) {
            Pki authority = new Pki(directory.resolve(name), name);
            return new Issuer(authority, authority.issue("collector", "127.0.0.1"), authority.issue("client"));
        }
    }

    /** A collector, and an application that logs to it. Confined to one thread. */
    private static final class Scene implements AutoCloseable {
        private final Issuer first;
        private final Issuer next;
        private final TlsFiles files;
        private final Collector collector;
        private final Application application;

        Scene(Framework framework, String theme, Path directory) throws IOException {
            first = Issuer.in(directory, "first");
            next = Issuer.in(directory, "next");
            files = TlsFiles.in(directory.resolve("files"), first.authority, first.client);
            collector = Collector.down(Files.createDirectory(directory.resolve("journal")));
            collector.encrypt(encryption(first, first));
            collector.listen();
            application = Application.start(framework, files.applyTo(Settings.of(theme, collector.port())));
            application.begin(LoadOrder.untilHalted(1, THREADS).perSecond(PER_THREAD));
            awaitTraffic();
        }

        private static Encryption encryption(Issuer ofTheCollector, Issuer ofClients) {
            Path trusted = ofClients.authority.trustStore();
            return Encryption.with(Pki.context(ofTheCollector.collector.keyStore(), trusted))
                    .needingClient();
        }

        /** Overwrites one file; the next connection has to do with what there is. */
        void replaced(Kind file) throws IOException {
            files.replace(file, next.authority, next.client);
            connectsAgain();
        }

        void halfReplaced(Kind file) throws IOException {
            files.replaceHalf(file, next.authority, next.client);
            connectsAgain();
        }

        private void connectsAgain() {
            collector.endConnections(Ending.FIN);
            awaitTraffic();
        }

        /** Ends the collector, and starts one with another certificate, or for other clients. */
        void collectorMovesTo(Issuer itself, Issuer clients) {
            collector.goDown(Ending.RESET);
            collector.encrypt(encryption(itself, clients));
            collector.listen();
        }

        /** The arm that shows that the new files make the difference. */
        void isRefused(String why) {
            long received = collector.received();
            Stats refused = application.awaitStats(
                    "refused", stats -> stats.lastError().contains(why) && stats.get("BufferedEvents") > 0);
            assertThat(collector.received()).as("%s", refused).isEqualTo(received);
            assertThat(warnings()).hasSize(1);
        }

        private void awaitTraffic() {
            long received = collector.received();
            await("traffic").atMost(Duration.ofSeconds(20)).until(() -> collector.received() > received);
        }

        void nothingIsLost() {
            application.halt();
            LoadReport report = application.join();
            application.awaitStats("all is written", stats -> stats.get("BufferedEvents") == 0);
            Stats stats = Checks.accountsBalance(application);
            Arrivals arrivals = Checks.arrive(collector.journal(), report.logged());
            assertThat(application.stop().thrown()).isEmpty();
            assertThat(arrivals.distinct(1)).as("%s", stats).isEqualTo(report.logged());
            assertThat(stats.get("Dropped")).as("%s", stats).isZero();
            assertThat(report.failures()).isZero();
            Checks.areSound(Arrivals.in(collector.journal()), stats);
            assertThat(warnings()).hasSize(1);
        }

        private List<String> warnings() {
            return application.output().stream()
                    .filter(line -> line.contains(WARNING))
                    .toList();
        }

        @Override
        public void close() throws IOException {
            try (collector) {
                application.close();
            }
        }
    }
}
