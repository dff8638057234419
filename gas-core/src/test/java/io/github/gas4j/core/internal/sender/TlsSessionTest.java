// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.RoomOptions;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over TLS, with a real peer and a clock that the test moves: what an end proves, and what wakes the sender. */
class TlsSessionTest {
    @TempDir
    static Path directory;

    private static Pki pki;
    private static SSLContext context;

    private @Nullable ServerSocket server;
    private @Nullable SenderRig rig;
    private @Nullable Socket raw;

    @BeforeAll
    static void makeKeys() {
        pki = new Pki(directory, "ca");
        context = pki.context(pki.issue("collector", "collector"));
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        if (rig != null) {
            rig.close();
        }
        if (raw != null) {
            raw.close();
        }
        server().close();
    }

    private ServerSocket server() {
        return Objects.requireNonNull(server);
    }

    private Socket raw() {
        return Objects.requireNonNull(raw);
    }

    private GasConfigBuilder options() {
        return GasConfig.builder()
                .option("destination", "collector:" + server().getLocalPort())
                .option("bufferSize", "64KiB");
    }

    private GasConfigBuilder trusting() {
        return options()
                .option("tls", "true")
                .option("tlsTrustedCertificates", pki.trusted().toString());
    }

    private SenderRig rig(GasConfigBuilder builder) {
        SenderRig made = new SenderRig(RoomOptions.of(builder.build()), new SendQueues(System::nanoTime));
        rig = made;
        return made;
    }

    /** Accepts a connection and begins the handshake, which goes on while the rig steps. */
    private CompletableFuture<SSLSocket> accept(SenderRig client, String version) throws IOException {
        client.until(ConnectionState.CONNECTING);
        client.step();
        Socket accepted = server().accept();
        accepted.setTcpNoDelay(true);
        raw = accepted;
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, 0, true);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(new String[] {version});
        return CompletableFuture.supplyAsync(() -> {
            try {
                tls.startHandshake();
                return tls;
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private SSLSocket connect(SenderRig client, String version) throws IOException {
        CompletableFuture<SSLSocket> shaken = accept(client, version);
        client.until(() -> shaken.isDone() && client.sender.state() == ConnectionState.CONNECTED);
        return shaken.join();
    }

    /** The collector shuts down: it takes no witness, and its close_notify crosses ours while an event is on its way. */
    @Test
    void aCloseNotifyThatCrossesOursIsNoProof() throws Exception {
        SenderRig client = rig(trusting().option("delivery", "CONFIRMED"));
        SSLSocket collector = connect(client, "TLSv1.3");
        server().close();
        client.offer("lost");
        client.untilWritten(1);
        try (Peer other = new Peer()) {
            client.requests.reconfigure(SenderRig.config(other, more -> more.option("delivery", "CONFIRMED")));
            for (int i = 0; i < 10; i++) {
                client.step();
            }

            collector.shutdownOutput(); // before it has read anything
            client.awaitNews();
            client.step();
            raw().close();

            assertThat(client.counters.snapshot().released()).isZero();
        }
    }

    /** The library has taken a record out of the kernel when the process is killed, so its kernel sends a FIN. */
    @Test
    void aFinOfTheKernelIsNoProof() throws Exception {
        SenderRig client = rig(trusting().option("delivery", "CONFIRMED"));
        SSLSocket collector = connect(client, "TLSv1.2");
        for (int i = 0; i < 80; i++) {
            client.offer(Bytes.event(i, 99));
        }
        client.untilWritten(80);
        assertThat(collector.getInputStream().readNBytes(10)).hasSize(10);
        client.step();
        client.advance(Duration.ofSeconds(2));
        client.step();

        raw().close();
        client.awaitNews();
        for (int i = 0; i < 10; i++) {
            client.step();
            client.advance(Duration.ofMillis(50));
        }

        assertThat(client.counters.snapshot().released()).isZero();
        assertThat(client.counters.snapshot().failedAttempts())
                .as("it is no failure either")
                .isZero();
    }

    /** A slow check of a certificate, for example a question whether it was revoked. */
    @Test
    void bytesThatComeWhileATaskOfTheHandshakeRunsDoNotKeepTheSelectorAwake() throws Exception {
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        SenderRig client = rig(options().tls(new SlowTrust(begun, checked)));
        CompletableFuture<SSLSocket> shaken = accept(client, "TLSv1.2");
        client.until(() -> begun.getCount() == 0);
        client.step();
        try {
            raw().shutdownOutput(); // the peer does not wait for us
            client.step();

            assertThat(client.selector.keys())
                    .singleElement()
                    .matches(key -> (key.interestOps() & SelectionKey.OP_READ) == 0);
        } finally {
            checked.countDown();
        }
        client.until(() -> client.sender.state() != ConnectionState.CONNECTING);
        assertThat(shaken.handle((tls, failure) -> failure != null).join()).isTrue();
    }

    /** The kernel is empty and tells of nothing, but there is more than one look takes. */
    @Test
    void anEndBehindManySmallRecordsIsNoticed() throws Exception {
        SenderRig client = rig(trusting());
        SSLSocket collector = connect(client, "TLSv1.3");
        client.step();
        for (int i = 0; i < 100; i++) {
            collector.getOutputStream().write('x');
        }
        collector.close();
        client.awaitNews();
        client.step();

        assertThat(client.sender.state()).isNotEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aNameWithoutADotIsSentToTheCollector() throws Exception {
        SSLSocket collector = connect(rig(trusting()), "TLSv1.3");

        assertThat(((ExtendedSSLSession) collector.getSession()).getRequestedServerNames())
                .containsExactly(new SNIHostName("collector"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"})
    void onlyTheChosenCipherSuitesAreOffered(String suite) throws Exception {
        SSLSocket collector = connect(rig(trusting().option("tlsCiphers", suite)), "TLSv1.3");

        assertThat(collector.getSession().getCipherSuite()).isEqualTo(suite);
    }

    @Test
    void aCertificateForAnotherHostIsTakenOnlyIfTheHostIsNotVerified() throws Exception {
        GasConfigBuilder elsewhere = trusting().option("destination", "elsewhere:" + server().getLocalPort());
        SenderRig client = rig(elsewhere);
        CompletableFuture<SSLSocket> refused = accept(client, "TLSv1.3");
        client.until(ConnectionState.BACKING_OFF);
        assertThat(refused.handle((tls, failure) -> failure != null).join()).isTrue();
        client.close();
        raw().close();

        SenderRig lenient = rig(elsewhere.option("tlsVerifyHostname", "false"));
        assertThat(connect(lenient, "TLSv1.3").getSession().isValid()).isTrue();
    }

    @Test
    void aSecondConnectionResumesTheSession() throws Exception {
        CountDownLatch checks = new CountDownLatch(2);
        SenderRig client = rig(options().tls(new SlowTrust(checks, new CountDownLatch(0))));
        SSLSocket first = connect(client, "TLSv1.3");
        client.offer("event");
        client.untilWritten(1);
        first.getInputStream().readNBytes(6);
        client.step(); // which reads the tickets

        raw().close();
        client.until(() -> client.sender.state() != ConnectionState.CONNECTED);
        client.advance(Duration.ofSeconds(10));
        connect(client, "TLSv1.3");

        assertThat(checks.getCount()).as("the certificate was checked once").isEqualTo(1);
    }

    @Test
    void theCollectorHearsWhyItsCertificateIsRefused() throws Exception {
        SenderRig client = rig(options().option("tls", "true")); // which trusts the JVM's authorities
        CompletableFuture<SSLSocket> shaken = accept(client, "TLSv1.3");
        client.until(ConnectionState.BACKING_OFF);

        assertThat(shaken.handle((tls, failure) -> String.valueOf(failure)).join())
                .contains("Received fatal alert: certificate_unknown");
    }

    /** A connection ends behind such a frame, so it cannot write everything first and then ask. */
    @Test
    void closingWithALargeCountedFrameWaitsForNoAnswerThatCannotCome() {
        try (Collector collector = Collector.down()) {
            collector.encrypt(Encryption.with(context)).listen();
            SenderRig client = rig(trusting()
                    .option("destination", "collector:" + collector.port())
                    .option("delivery", "CONFIRMED")
                    .option("framing", "OCTET_COUNTING")
                    .option("bufferSize", "1MiB"));
            client.until(ConnectionState.CONNECTED);
            client.offer("before", Bytes.event(1, 70_000), "after");
            client.requests.close(client.now + Duration.ofSeconds(20).toNanos());

            client.until(() -> {
                client.advance(Duration.ofMillis(1));
                return client.sender.isFinished();
            });

            assertThat(client.counters.snapshot().released()).isEqualTo(3);
            client.sender.finish(true);
        }
    }
}
