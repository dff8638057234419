// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RefusingPort;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A flush with the client's own thread: what it proves, and how long it waits. */
class FlushTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<GasClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(client -> client.close(Duration.ZERO));
    }

    private GasClient client(String destination, UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder =
                GasConfig.builder().option("destination", destination).option("bufferSize", "1MiB");
        GasClient client = new GasClient(options.apply(builder).build());
        clients.add(client);
        return client;
    }

    private GasClient started(String destination, UnaryOperator<GasConfigBuilder> options) {
        GasClient client = client(destination, options);
        client.start();
        return client;
    }

    private static void offer(GasClient client, String event) {
        byte[] bytes = Bytes.of(event);
        assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
    }

    private static CompletableFuture<Boolean> flush(GasClient client) {
        return CompletableFuture.supplyAsync(() -> client.flush(LONG));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFlushedHasBeenReadAndIsReleased(Delivery delivery) {
        try (Collector collector = Collector.up()) {
            GasClient client = started(
                    collector.destination(),
                    options -> options.option("delivery", delivery.name()).option("confirmInterval", "1h"));
            for (int i = 0; i < 1000; i++) {
                offer(client, "event " + i);
            }

            assertThat(client.flush(LONG)).isTrue();

            assertThat(client.stats().released()).isEqualTo(1000);
            assertThat(client.stats().unconfirmedEvents()).isZero();
            if (delivery != Delivery.NONE) { // else it has only been written
                assertThat(collector.lines()).hasSize(1000);
            }
            offer(client, "after");
            assertThat(client.flush(LONG)).as("a second time").isTrue();
            assertThat(client.stats().replayed()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPLAY", "CONFIRMED"})
    void nothingIsRepeatedAfterACrashBehindAFlush(String delivery) throws Exception {
        try (Collector collector = Collector.up()) {
            GasClient client = started(collector.destination(), options -> options.option("delivery", delivery));
            offer(client, "flushed");
            assertThat(client.flush(LONG)).isTrue();

            collector.goDown(io.github.gas4j.testkit.Ending.RESET);
            collector.listen();
            offer(client, "after");
            collector.awaitLines(2);

            assertThat(collector.lines()).containsExactly("flushed", "after");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhileOthersGoOnLogging(Delivery delivery) throws Exception {
        try (Collector collector = Collector.up()) {
            GasClient client = started(collector.destination(), options -> options.option("delivery", delivery.name()));
            AtomicInteger offered = new AtomicInteger();
            Thread logging = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    byte[] bytes = Bytes.of("event " + offered.get());
                    if (client.offer(bytes, 0, bytes.length)) {
                        offered.incrementAndGet();
                    }
                }
            });
            logging.start();
            try {
                for (int round = 0; round < 5; round++) {
                    int before = offered.get() + 1000;
                    Await.until("more events", () -> offered.get() > before);

                    assertThat(client.flush(LONG)).isTrue();

                    assertThat(client.stats().released()).isGreaterThanOrEqualTo(before);
                }
            } finally {
                logging.interrupt();
                logging.join();
            }
        }
    }

    @Test
    void isFalseIfTheCollectorDoesNotAnswerTheEnd() throws IOException {
        try (Peer peer = new Peer()) {
            GasClient client = started(peer.destination(), options -> options);
            Peer.Link first = peer.accept();
            offer(client, "event");

            assertThat(client.flush(SHORT)).isFalse();

            assertThat(first.readToEnd()).isEqualTo("event\n");
            assertThat(peer.accept().readLine()).as("written again").isEqualTo("event\n");
            assertThat(client.stats().released()).isZero();
        }
    }

    @Test
    void doesNotEndOneConnectionAfterAnotherIfNoneIsAnswered() throws IOException {
        try (Peer peer = new Peer()) {
            GasClient client = started(peer.destination(), options -> options);
            Peer.Link first = peer.accept();
            offer(client, "event");

            assertThat(client.flush(Duration.ofSeconds(3))).isFalse();

            assertThat(first.readToEnd()).isEqualTo("event\n");
            peer.accept();
            assertThat(client.stats().connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotEndOneConnectionAfterAnotherIfEachIsReset() throws Exception {
        try (Peer peer = new Peer()) {
            GasClient client = started(peer.destination(), options -> options);
            Peer.Link link = peer.accept();
            offer(client, "event");
            CompletableFuture<Boolean> flushed =
                    CompletableFuture.supplyAsync(() -> client.flush(Duration.ofSeconds(3)));
            for (int i = 0; i < 2; i++) {
                assertThat(link.readToEnd()).isEqualTo("event\n");
                link.reset();
                link = peer.accept();
            }
            assertThat(link.readLine()).as("written again").isEqualTo("event\n");

            assertThat(flushed.get(20, TimeUnit.SECONDS)).isFalse();

            assertThat(link.isEnded()).isFalse();
            assertThat(client.stats().connections()).isEqualTo(3);
        }
    }

    @Test
    void goesOnAfterACrashWhileItWaits() throws Exception {
        try (Peer peer = new Peer()) {
            GasClient client = started(peer.destination(), options -> options);
            Peer.Link first = peer.accept();
            offer(client, "event");
            CompletableFuture<Boolean> flushed = flush(client);
            assertThat(first.readToEnd()).isEqualTo("event\n");

            first.reset();
            Peer.Link second = peer.accept();
            assertThat(second.readToEnd()).isEqualTo("event\n");
            second.close();

            assertThat(flushed.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.stats().replayed()).isEqualTo(1);
        }
    }

    @Test
    void reconnectsAtOnce() throws Exception {
        try (RefusingPort refusing = new RefusingPort();
                Collector collector = Collector.up()) {
            GasClient client = started(
                    "127.0.0.1:" + refusing.port(),
                    options -> options.option("retryInterval", "1h").option("maxRetryInterval", "1h"));
            offer(client, "event");
            Await.until("a failure", () -> client.stats().failedAttempts() == 1);

            assertThat(client.flush(SHORT)).as("refused again").isFalse();
            assertThat(client.stats().failedAttempts()).isGreaterThan(1);
            client.reconfigure(GasConfig.builder()
                    .option("destination", collector.destination())
                    .option("bufferSize", "1MiB")
                    .build());

            assertThat(client.flush(LONG)).isTrue();
            assertThat(collector.lines()).containsExactly("event");
        }
    }

    @Test
    void waitsForACollectorThatWasNeverThere() throws Exception {
        try (Collector collector = Collector.down()) {
            GasClient client = started(collector.destination(), options -> options);
            offer(client, "event");
            CompletableFuture<Boolean> flushed = flush(client);
            Await.until("failures", () -> client.stats().failedAttempts() >= 2);

            collector.listen();

            assertThat(flushed.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(collector.lines()).containsExactly("event");
        }
    }

    @Test
    void ofNothingEndsAtOnce() {
        GasClient client = client("127.0.0.1:9", options -> options);

        assertThat(client.flush(LONG)).isTrue();

        offer(client, "event");
        assertThat(client.flush(Duration.ZERO)).isFalse();
    }

    @Test
    void anInterruptEndsItAndKeepsItsFlag() {
        GasClient client = client("127.0.0.1:9", options -> options);
        offer(client, "event that no one sends, for the client is not started");
        Thread.currentThread().interrupt();

        BooleanSupplier flushed = () -> client.flush(Duration.ofHours(1));

        assertThat(flushed.getAsBoolean()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void hasItsOwnProofIfAnotherEndsTheConnectionInVain() throws Exception {
        try (Peer peer = new Peer()) {
            GasClient client = started(peer.destination(), options -> options);
            Peer.Link first = peer.accept();
            offer(client, "one");
            CompletableFuture<Boolean> vain = CompletableFuture.supplyAsync(() -> client.flush(SHORT));
            first.readToEnd();
            offer(client, "two");
            CompletableFuture<Boolean> later = flush(client);

            Peer.Link second = peer.accept();
            second.readToEnd();
            second.close();

            assertThat(vain.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(later.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isProvenAlthoughTheConnectionEndsForOtherOptions() throws Exception {
        try (Peer silent = new Peer();
                Collector collector = Collector.up()) {
            GasClient client = started(silent.destination(), options -> options);
            Peer.Link first = silent.accept();
            offer(client, "event");
            assertThat(first.readLine()).isEqualTo("event\n");

            client.reconfigure(GasConfig.builder()
                    .option("destination", collector.destination())
                    .option("bufferSize", "1MiB")
                    .build());

            assertThat(client.flush(LONG)).isTrue();
        }
    }
}
