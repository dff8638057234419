// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.BlockingServer;
import io.github.gas4j.core.fixtures.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What close and flush do while the collector is away, with the client's own thread. */
class GasClientInOutageTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BlockingServer server = server();
    private final GasClient client = new GasClient(GasConfig.builder()
            .option("destination", server.host() + ":" + server.port())
            .option("bufferSize", "64KiB")
            .build());

    private static BlockingServer server() {
        try {
            return BlockingServer.up();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        server.close();
    }

    private void offer(String event) {
        byte[] bytes = Bytes.of(event);
        assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
    }

    /** Connects, and loses the connection to a collector that is down from then on. */
    private void loseCollector() throws IOException {
        client.start();
        server.accept();
        Await.until("connected", () -> client.stats().state() == ConnectionState.CONNECTED);
        server.crash();
        Await.until("a failed attempt", () -> client.stats().failedAttempts() >= 2);
    }

    /** Lets some attempts fail, then brings the collector back, reads the event and answers the client's end. */
    private void bringBack() throws IOException {
        long failed = client.stats().failedAttempts();
        Await.until("three more failures", () -> client.stats().failedAttempts() >= failed + 3);
        server.listen();
        try (Socket connection = server.accept()) {
            assertThat(Bytes.text(BlockingServer.read(connection, 6))).isEqualTo("event\n");
            assertThat(connection.getInputStream().read()).isNegative();
        }
    }

    @Test
    void closeDeliversToACollectorThatComesBackInTime() throws Exception {
        loseCollector();
        offer("event");

        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> client.close(LONG));
        bringBack();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.stats().dropped()).isZero();
    }

    @Test
    void flushDeliversToACollectorThatComesBackInTime() throws Exception {
        loseCollector();
        offer("event");

        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> client.flush(LONG));
        bringBack();

        assertThat(flushed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void flushEndsAtItsTimeout() throws Exception {
        loseCollector();
        offer("event");

        assertThat(client.flush(Duration.ofMillis(200))).isFalse();
    }

    @Test
    void flushDoesNotWaitForACollectorThatIsAwayIfNothingIsBuffered() throws Exception {
        loseCollector();

        assertThat(client.flush(LONG)).isTrue();
    }

    @Test
    void aClientThatNeverWasConnectedEndsAfterOneAttempt() throws Exception {
        server.refuse();
        offer("event");
        client.start();
        Await.until("a failed attempt", () -> client.stats().failedAttempts() >= 1);
        long failed = client.stats().failedAttempts();

        assertThat(client.close(Duration.ofMinutes(10))).isFalse();

        assertThat(client.stats().failedAttempts() - failed).isBetween(1L, 2L);
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
    }
}
