// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.Pki;
import io.github.gas4j.testkit.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No contract of the JDK promises that a handshake that is begun again sends a KeyUpdate, nor which sizes its records have. A
 * JDK that behaves otherwise makes the client confirm by rotation instead, and these tests fail.
 */
class KeyUpdateTest {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 100;

    @TempDir
    Path directory;

    private static TlsClients confirming(Pki pki, String version) {
        return new TlsClients()
                .with("tlsTrustedCertificates", pki.trusted().toString())
                .with("tlsProtocols", version)
                .with("delivery", "CONFIRMED")
                .with("confirmInterval", "20ms");
    }

    /** Has the collector confirm events several times. */
    private static void confirm(TlsClients clients) {
        GasClient client = clients.client();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < EVENTS; i++) {
                clients.offer(Bytes.event(round * EVENTS + i, 100));
            }
            Await.until(
                    "confirmed",
                    () -> client.stats().released() == client.stats().offered());
        }
    }

    private Collector collector(Pki pki) {
        Collector collector = Collector.down();
        collector.encrypt(Encryption.with(pki.context(pki.issue("collector", "localhost"))));
        collector.listen();
        return collector;
    }

    @Test
    void aCollectorWithTheTlsOfTheJdkConfirmsOverOneConnection() {
        Pki pki = new Pki(directory, "ca");
        try (Collector collector = collector(pki);
                TlsClients clients = confirming(pki, "TLSv1.3")) {
            clients.start(collector.port());
            confirm(clients);
            assertThat(collector.accepted()).isEqualTo(1);
            assertThat(clients.client().stats().connections()).isEqualTo(1);
            assertThat(collector.lines()).hasSize(ROUNDS * EVENTS);
        }
    }

    @Test
    void openSslConfirmsOverOneConnection() throws IOException {
        assumeTrue(SServer.isThere(), "needs openssl");
        Pki pki = new Pki(directory, "ca");
        Path stored = directory.resolve("stored");
        try (Reservation port = Reservation.onLoopback();
                SServer server = SServer.on(port, pki.issue("collector", "localhost"), stored);
                TlsClients clients = confirming(pki, "TLSv1.3")) {
            clients.start(port.port());
            confirm(clients);
            assertThat(clients.client().stats().connections()).isEqualTo(1);
            assertThat(server.isAlive()).isTrue();
            Await.until("stored", () -> lines(stored) == ROUNDS * EVENTS);
        }
    }

    /** The arm that shows that a confirmation without an answer is seen here: TLS 1.2 cannot ask. */
    @Test
    void tls12TakesMoreConnections() {
        Pki pki = new Pki(directory, "ca");
        try (Collector collector = collector(pki);
                TlsClients clients = confirming(pki, "TLSv1.2")) {
            clients.start(collector.port());
            confirm(clients);
            assertThat(collector.accepted()).isGreaterThan(1);
        }
    }

    private static long lines(Path file) {
        try {
            return Files.readString(file).lines().count();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
