// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with TLS is told once and in words for people, sends no event in plain text, and passes when it is mended. */
class TlsFaultsTest {
    private static final String EVENT = "the-secret-event";

    @TempDir
    static Path directory;

    private static Pki pki;
    private static Encryption good;

    private final Collector collector = Collector.down();
    private final TlsClients clients = new TlsClients();

    @BeforeAll
    static void makeKeys() {
        pki = new Pki(directory, "ca");
        good = with(pki, "collector", Pki.Validity.NOW, "localhost", "127.0.0.1");
    }

    @BeforeEach
    void trust() {
        clients.with("tlsTrustedCertificates", pki.trusted().toString());
    }

    @AfterEach
    void close() {
        clients.close();
        collector.close();
    }

    private static Encryption with(Pki authority, String subject, Pki.Validity validity, String... hosts) {
        return Encryption.with(authority.context(authority.issue(subject, validity, hosts)));
    }

    /** Expects a report, and that the event arrives when the fault is mended. */
    private void assertReportedAndMended(Encryption wrong, String... words) {
        collector.encrypt(wrong).listen();
        clients.start(collector.port());
        clients.offer(EVENT);

        assertReported(words);
        collector.encrypt(good);

        assertThat(collector.awaitLines(1)).contains(EVENT);
        assertThat(clients.listener.warnings).hasSize(1);
    }

    private void assertReported(String... words) {
        Await.until("a report", () -> !clients.listener.warnings.isEmpty());
        assertThat(clients.listener.warnings).hasSize(1);
        assertThat(clients.listener.warnings.get(0)).contains(words);
        Await.until("another attempt", () -> clients.client().stats().failedAttempts() >= 3);
        assertThat(clients.listener.warnings).hasSize(1);
    }

    @Test
    void anAuthorityThatIsNotTrusted() {
        Pki other = new Pki(directory, "other");
        assertReportedAndMended(
                with(other, "stranger", Pki.Validity.NOW, "localhost"),
                "CN=stranger",
                "issued by CN=other",
                "is not trusted by the certificates in " + pki.trusted());
    }

    @Test
    void aCertificateThatWouldForgeALine() {
        Pki forger = new Pki(directory.resolve("forger"), "ca\nERROR forged");
        assertReportedAndMended(with(forger, "x", Pki.Validity.NOW, "localhost"), "ca.ERROR forged");
    }

    @Test
    void aCertificateForAnotherHost() {
        assertReportedAndMended(
                with(pki, "elsewhere", Pki.Validity.NOW, "logs.example.com", "192.0.2.1"),
                "the collector's certificate is for logs.example.com, 192.0.2.1, but the destination is localhost");
    }

    @Test
    void anExpiredCertificate() {
        assertReportedAndMended(
                with(pki, "old", Pki.Validity.after(Duration.ofDays(-9), Duration.ofDays(-2)), "localhost"),
                "CN=old",
                "expired at ",
                "the clock of this host shows ");
    }

    @Test
    void aCertificateThatIsNotYetValid() {
        assertReportedAndMended(
                with(pki, "early", Pki.Validity.after(Duration.ofDays(2), Duration.ofDays(9)), "localhost"),
                "CN=early",
                "is valid only from ",
                "the clock of this host shows ");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, got none", "TLSv1.2, requires a certificate of the client"})
    void aCollectorThatRequiresACertificate(String version, String words) {
        assertReportedAndMended(good.only(version).needingClient(), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientCertificateThatTheCollectorRefuses(String version) {
        Pki other = new Pki(directory, "others");
        Pki.Identity own = other.issue("client");
        clients.with("tlsCertificate", own.certificate().toString())
                .with("tlsPrivateKey", own.key().toString());
        assertReportedAndMended(good.only(version).needingClient(), "the client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientCertificateThatTheCollectorAccepts(String version) {
        Pki.Identity own = pki.issue("client");
        clients.with("tlsCertificate", own.certificate().toString())
                .with("tlsPrivateKey", own.key().toString());
        collector.encrypt(good.only(version).needingClient()).listen();
        clients.start(collector.port());

        clients.offer(EVENT);

        assertThat(collector.awaitLines(1)).containsExactly(EVENT);
        assertThat(clients.listener.warnings).isEmpty();
    }

    @Test
    void aVersionThatTheCollectorDoesNotHave() {
        clients.with("tlsProtocols", "TLSv1.3");
        assertReportedAndMended(good.only("TLSv1.2"), "none of the offered versions (TLSv1.3)");
    }

    @Test
    void aCollectorThatExpectsPlainText() {
        collector.encrypt(null).listen();
        clients.with("connectTimeout", "300ms").start(collector.port());
        clients.offer(EVENT);

        assertReported("the TLS handshake took longer than connectTimeout", "plain text");
        assertThat(collector.lines().toString()).doesNotContain(EVENT);
        collector.encrypt(good);
        Await.until("the event", () -> collector.lines().contains(EVENT));
    }

    /** A peer that does something with each connection, after it has read the client's greeting. */
    private interface Deed {
        void with(Socket connection) throws IOException;
    }

    private void assertReportedFor(Deed deed, String... words) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            StringBuilder heard = new StringBuilder();
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        Socket connection = server.accept();
                        byte[] greeting = new byte[4096];
                        int length = connection.getInputStream().read(greeting);
                        heard.append(new String(greeting, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
                        deed.with(connection);
                    }
                } catch (IOException closed) {
                    // the end of the test
                }
            });
            thread.start();
            clients.with("connectTimeout", "300ms").start(server.getLocalPort());
            clients.offer(EVENT);
            assertReported(words);
            clients.close();
            assertThat(heard).doesNotContain(EVENT);
        }
    }

    private static Deed says(String bytes) {
        return connection -> {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    @Test
    void aPeerThatTalksInPlainText() throws IOException {
        assertReportedFor(
                says("HTTP/1.1 400 Bad Request\r\n\r\n"), "did not answer with TLS", "it said: \"HTTP/1.1 400 Bad");
    }

    @Test
    void garbage() throws IOException {
        assertReportedFor(says("\u0001\u0002\u0003\u0004\u0005\u0006\u0007"), "did not answer with TLS");
    }

    @Test
    void aRecordOfAnImpossibleLength() throws IOException {
        assertReportedFor(says("\u0016\u0003\u0003\u00ff\u00ff\u0000"), "the TLS handshake failed");
    }

    @Test
    void aFatalAlert() throws IOException {
        assertReportedFor(says("\u0015\u0003\u0003\u0000\u0002\u0002p"), "no certificate for the name localhost");
    }

    @Test
    void aPeerThatCloses() throws IOException {
        assertReportedFor(Socket::close, "closed the connection during the TLS handshake");
    }

    @Test
    void aPeerThatResets() throws IOException {
        assertReportedFor(
                connection -> {
                    connection.setSoLinger(true, 0);
                    connection.close();
                },
                "reset",
                "during the TLS handshake");
    }

    @Test
    void aRecordThatIsCut() throws IOException {
        assertReportedFor(
                connection -> {
                    says("\u0016\u0003\u0003\u0000d\u0002").with(connection);
                    connection.close();
                },
                "closed the connection during the TLS handshake");
    }

    @Test
    void aSilentPeer() throws IOException {
        assertReportedFor(connection -> {}, "the TLS handshake took longer than connectTimeout");
    }
}
