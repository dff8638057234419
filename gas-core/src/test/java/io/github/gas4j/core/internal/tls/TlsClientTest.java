// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a collector that speak TLS. */
class TlsClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static Pki pki;
    private static Encryption good;

    private final Collector collector = Collector.down();
    private final RecordingListener listener = new RecordingListener();
    private @Nullable GasClient started;

    @BeforeAll
    static void makeKeys() {
        pki = new Pki(directory, "ca");
        good = Encryption.with(pki.context(pki.issue("collector", "localhost", "127.0.0.1")));
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close(Duration.ZERO);
        }
        collector.close();
    }

    private GasClient start(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", "localhost:" + collector.port())
                .option("tls", "true")
                .option("tlsTrustedCertificates", pki.trusted().toString());
        ThreadFactory threads = Thread::new;
        GasClient client = new GasClient("tls", options.apply(builder).build(), listener, threads);
        started = client;
        client.start();
        return client;
    }

    private static void offer(GasClient client, int from, int to, int size) {
        for (int i = from; i < to; i++) {
            byte[] event = Bytes.of(Bytes.event(i, size));
            Await.until("room", () -> client.offer(event, 0, event.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void deliversManyEvents(String version) {
        collector.encrypt(good.only(version)).listen();
        GasClient client = start(options -> options);

        offer(client, 0, 20_000, 200);

        assertThat(client.close(LONG)).isTrue();
        assertThat(collector.lines()).hasSize(20_000).element(19_999).isEqualTo(Bytes.event(19_999, 200));
        assertThat(listener.warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "REPLAY", "CONFIRMED"})
    void deliversAfterAnOutage(String delivery) {
        collector.encrypt(good).listen();
        GasClient client = start(options -> options.option("delivery", delivery).option("retryInterval", "10ms"));
        offer(client, 0, 100, 100);
        collector.awaitLines(100);

        collector.goDown(Ending.FIN);
        offer(client, 100, 200, 100);
        collector.listen();

        assertThat(client.close(LONG)).isTrue();
        assertThat(collector.lines()).contains(Bytes.event(150, 100), Bytes.event(199, 100));
        assertThat(client.stats().dropped()).isZero();
    }

    @Test
    void confirmsByRotationWhatTheCollectorHasRead() {
        collector.encrypt(good).listen();
        GasClient client =
                start(options -> options.option("delivery", "CONFIRMED").option("confirmInterval", "100ms"));

        offer(client, 0, 100, 100);

        Await.until("confirmed", () -> client.stats().released() == 100);
        assertThat(listener.warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, REPLAY", "TLSv1.3, CONFIRMED", "TLSv1.2, REPLAY", "TLSv1.2, CONFIRMED"})
    void aFlushReleasesWhatTheCollectorHasRead(String version, String delivery) {
        collector.encrypt(good.only(version)).listen();
        GasClient client = start(options -> options.option("delivery", delivery).option("confirmInterval", "1h"));
        offer(client, 0, 100, 100);

        assertThat(client.flush(LONG)).isTrue();

        assertThat(client.stats().released()).isEqualTo(100);
        assertThat(collector.lines()).hasSize(100);
        assertThat(client.stats().replayed()).isZero();
    }

    @Test
    void closingDoesNotWaitForAPeerThatNeverAnswersTheGreeting() {
        Collector silent = Collector.hung();
        GasClient client = new GasClient(
                "silent",
                GasConfig.builder()
                        .option("destination", "localhost:" + silent.port())
                        .option("tls", "true")
                        .option("connectTimeout", "1h")
                        .build(),
                listener,
                Thread::new);
        client.start();

        offer(client, 0, 1, 10);
        Await.until("a greeting", () -> silent.accepted() > 0);

        assertTimeoutPreemptively(LONG, () -> client.close(Duration.ofMillis(500)));
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
        Await.noThread("gas-silent");
        silent.close();
    }

    @Test
    void theCollectorsPlainTextNeighbourHearsNoEvent() {
        collector.listen();
        GasClient client = start(options -> options.option("connectTimeout", "100ms"));

        offer(client, 0, 10, 100);
        Await.until("attempts", () -> client.stats().failedAttempts() >= 2);

        assertThat(collector.journal().text(0)).doesNotContain("event");
    }
}
