// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.it.fixtures.DelayedWire;
import io.github.gas4j.testkit.Pki;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ends that cross, under {@link Delivery#CONFIRMED} and in a flush under {@link Delivery#REPLAY}: a collector closes connections by itself, 20 ms away, while events
 * are on their way to it. A false proof is a round of which something was released although the collector never read it.
 * The quiet time is for rotations, which plain text and TLS 1.2 need.
 */
@Tag("long")
class CrossingEndsIT {
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final int CLIENTS = 10;
    private static final int ROUNDS = 10;

    @TempDir
    static Path directory;

    private static Pki pki;
    private static SSLContext context;

    @BeforeAll
    static void makeKeys() {
        pki = new Pki(directory, "ca");
        context = pki.context(pki.issue("collector", "127.0.0.1"));
    }

    @ParameterizedTest
    @EnumSource
    void withTheQuietTimeNoneOfAHundredRoundsIsProvenFalsely(Speech speech) throws Exception {
        assertThat(falseProofs(speech, Delivery.CONFIRMED, CrossingEndsIT::longerThanARoundTrip))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_1_3")
    void withoutTheQuietTimeSomeOfAHundredRoundsAre(Speech speech) throws Exception {
        assertThat(falseProofs(speech, Delivery.CONFIRMED, connectNanos -> 0)).isGreaterThan(2);
    }

    @Test
    void answersOfTls13NeedNoQuietTime() throws Exception {
        assertThat(falseProofs(Speech.TLS_1_3, Delivery.CONFIRMED, connectNanos -> 0))
                .isZero();
    }

    @Test
    void withTheQuietTimeNoFlushIsProvenFalsely() throws Exception {
        assertThat(falseProofs(Speech.PLAIN, Delivery.REPLAY, CrossingEndsIT::longerThanARoundTrip))
                .isZero();
    }

    @Test
    void withoutTheQuietTimeSomeFlushesAre() throws Exception {
        assertThat(falseProofs(Speech.PLAIN, Delivery.REPLAY, connectNanos -> 0))
                .isGreaterThan(2);
    }

    /** What clients and collector speak. */
    private enum Speech {
        PLAIN("", 0),
        TLS_1_2("TLSv1.2", 40),
        TLS_1_3("TLSv1.3", 40);

        private final String version;
        /** How much later a rotation ends the connection, because the witness has to shake hands with the collector. */
        private final int handshakeMillis;

        Speech(String version, int handshakeMillis) {
            this.version = version;
            this.handshakeMillis = handshakeMillis;
        }

        ServerSocketFactory sockets() {
            return this == PLAIN ? ServerSocketFactory.getDefault() : context.getServerSocketFactory();
        }

        GasConfigBuilder options() {
            GasConfigBuilder options = GasConfig.builder();
            return this == PLAIN
                    ? options
                    : options.option("tls", "true")
                            .option("tlsTrustedCertificates", pki.trusted().toString())
                            .option("tlsProtocols", version);
        }
    }

    /** The wire does not delay the TCP handshake, by which the client measures the round trip. */
    private static long longerThanARoundTrip(long connectNanos) {
        return QuietTime.nanos(connectNanos + 2 * DELAY.toNanos());
    }

    private static int falseProofs(Speech speech, Delivery delivery, LongUnaryOperator quiet) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (TiringCollector collector = new TiringCollector(speech.sockets(), 20 + speech.handshakeMillis);
                DelayedWire wire = DelayedWire.to("127.0.0.1", collector.port(), DELAY)) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "client-" + i;
                GasConfigBuilder options = speech.options().option("destination", "127.0.0.1:" + wire.port());
                clients.add(pool.submit(() -> new Rounds(name, speech, delivery, options, collector, quiet).play()));
            }
            int falseProofs = 0;
            for (Future<Integer> client : clients) {
                falseProofs += client.get();
            }
            return falseProofs;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The rounds of one client. Confined to one thread. */
    private static final class Rounds {
        private final String name;
        private final Speech speech;
        private final Delivery delivery;
        private final TiringCollector collector;
        private final GasClient client;

        Rounds(
                String name,
                Speech speech,
                Delivery delivery,
                GasConfigBuilder options,
                TiringCollector collector,
                LongUnaryOperator quiet) {
            this.name = name;
            this.speech = speech;
            this.delivery = delivery;
            this.collector = collector;
            GasConfig config = options.option("delivery", delivery.name())
                    .option("confirmInterval", "1ms")
                    .option("retryInterval", "10ms")
                    .option("maxRetryInterval", "10ms")
                    .option("maxRetries", "-1")
                    .option("jmx", "false")
                    .build();
            client = new GasClient(name, config, new GasListener() {}, Thread::new, quiet);
        }

        int play() {
            client.start();
            offer(name + " first"); // a collector that has confirmed is not given up
            awaitReleased();
            collector.tire();
            int falseProofs = 0;
            for (int i = 0; i < ROUNDS; i++) {
                String early = name + " early " + i;
                String late = name + " late " + i;
                offer(early);
                LockSupport.parkNanos(
                        Duration.ofMillis(ThreadLocalRandom.current().nextInt(30, 60) + speech.handshakeMillis)
                                .toNanos()); // about when the rotation ends the connection
                offer(late);
                awaitReleased();
                falseProofs += collector.has(early) && collector.has(late) ? 0 : 1;
            }
            client.close(Duration.ofSeconds(5));
            assertThat(client.stats().dropped()).isZero();
            return falseProofs;
        }

        private void offer(String line) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
        }

        private void awaitReleased() {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        boolean flushed = delivery == Delivery.CONFIRMED || client.flush(Duration.ofSeconds(5));
                        GasStats stats = client.stats();
                        return flushed && stats.released() == stats.offered();
                    });
        }
    }
}
