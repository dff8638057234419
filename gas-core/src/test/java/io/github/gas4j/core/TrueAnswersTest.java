// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client with its threads answers, when the answer is not the one hoped for. */
class TrueAnswersTest {
    private static final String NAME = "true";
    private static final Duration LONG = Duration.ofSeconds(20);
    /** More direct memory than is used for anything but large buffers. */
    private static final long OTHERS = 4 << 20;

    private final Peer peer = new Peer();
    private RecordingListener heard = new RecordingListener();
    private GasClient client = client(options -> options);

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
        Await.noThread("gas-" + NAME);
    }

    private GasConfig config(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder =
                GasConfig.builder().option("destination", peer.destination()).option("bufferSize", "64KiB");
        return options.apply(builder).build();
    }

    private GasClient client(UnaryOperator<GasConfigBuilder> options) {
        return new GasClient(NAME, config(options), heard, Thread::new);
    }

    private boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return client.offer(bytes, 0, bytes.length);
    }

    /**
     * Asks a question while an event waits, whose time is over before there is an answer. The collector is gone after it has
     * been there, so that the client goes on trying, and the client's thread stands still until the question is asked.
     */
    private boolean whileAnEventExpires(Predicate<GasClient> question) throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        heard = new RecordingListener() {
            @Override
            public void stateChanged(ConnectionState from, ConnectionState to) {
                super.stateChanged(from, to);
                if (to == BACKING_OFF) {
                    asked.join();
                }
            }
        };
        client = client(options -> options.option("deliveryTimeout", "100ms").option("retryInterval", "50ms"));
        client.start();
        Peer.Link link = peer.accept();
        Await.until("connected", () -> client.stats().connections() == 1);
        peer.refuse();
        link.reset();
        Await.until("an outage", () -> heard.states.contains(BACKING_OFF));
        assertThat(offer("event")).isTrue();
        FutureTask<Boolean> answer = new FutureTask<>(() -> question.test(client));
        Thread asking = new Thread(answer, "asking");
        asking.start();
        Await.until("asked", () -> asking.getState() == Thread.State.TIMED_WAITING);
        asked.complete(null);
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aFlushHasFailedIfEventsExpiredMeanwhile() throws Exception {
        assertThat(whileAnEventExpires(asked -> asked.flush(LONG))).isFalse();

        assertThat(client.stats().droppedRetriesExhausted()).isEqualTo(1);
    }

    @Test
    void aCloseHasFailedIfEventsExpiredMeanwhile() throws Exception {
        assertThat(whileAnEventExpires(asked -> asked.close(LONG))).isFalse();

        assertThat(client.stats().droppedRetriesExhausted()).isEqualTo(1);
        assertThat(client.close(LONG)).as("asked again").isFalse();
        assertThat(client.flush(LONG)).isFalse();
    }

    @Test
    void aFlushAfterACloseThatDroppedHasFailed() {
        offer("event");
        client.close(LONG);

        assertThat(client.flush(LONG)).isFalse();
    }

    @Test
    void aFlushInAListenerDoesNotWaitForItself() {
        AtomicReference<Boolean> answer = new AtomicReference<>();
        heard = new RecordingListener() {
            @Override
            public void stateChanged(ConnectionState from, ConnectionState to) {
                if (to == CONNECTED) {
                    answer.set(client.flush(Duration.ofHours(1)));
                }
            }
        };
        client = client(options -> options);
        offer("event");
        client.start();

        Await.until("written", () -> client.stats().written() == 1);

        assertThat(answer).hasValue(false);
    }

    @Test
    void aTimeoutFarBelowZeroIsOver() throws Exception {
        client = client(options -> options.option("bufferSize", "64MiB").option("sendBufferSize", "4KiB"));
        client.start();
        peer.accept();
        Await.until("connected", () -> client.stats().state() == CONNECTED);
        while (offer(Bytes.event(1, 60_000))) {
            assertThat(client.stats().droppedBufferFull()).isZero();
        }

        CompletableFuture<Boolean> flushed =
                CompletableFuture.supplyAsync(() -> client.flush(Duration.ofSeconds(Long.MIN_VALUE)));

        assertThat(flushed.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aChangeForWhichThereIsNoMemoryLeavesEverythingAsItWas() throws IOException {
        try (Peer other = new Peer()) {
            client.start();
            Peer.Link link = peer.accept();
            Await.until("connected", () -> client.stats().state() == CONNECTED);

            client.reconfigure(config(options ->
                    options.option("destination", other.destination()).option("bufferSize", "1GiB")));
            Await.until("refused", () -> !heard.warnings.isEmpty());

            assertThat(heard.warnings).singleElement().asString().endsWith("goes on as it was configured before");
            assertThat(client.stats().destination()).isEqualTo(peer.destination());
            assertThat(client.stats().bufferCapacityBytes()).isEqualTo(1 << 16);
            offer("event");
            assertThat(link.readLine()).isEqualTo("event\n");
            assertThat(client.stats().connections()).isEqualTo(1);
        }
    }

    @Test
    void aChangeIsShownOnceItIsInForce() {
        client.start();
        client.reconfigure(config(options -> options.option("destination", "127.0.0.1:9")));

        Await.until("in force", () -> client.stats().destination().equals("127.0.0.1:9"));
    }

    @Test
    void aClosedClientKeepsNoBufferThatWaitedForRoom() {
        long large = 32 << 20;
        client = client(options -> options.option("bufferSize", Long.toString(2 * large)));
        Await.until("no other buffer", () -> hasDirectMemoryBelow(2 * large + OTHERS));
        client.start();
        while (offer(Bytes.event(1, 60_000))) {
            assertThat(client.stats().droppedTooLarge()).isZero();
        }
        client.reconfigure(config(options -> options.option("bufferSize", Long.toString(large))));
        Await.until("prepared", () -> directMemory() >= 3 * large);

        client.close(Duration.ZERO);

        Await.until("given back", () -> hasDirectMemoryBelow(OTHERS));
    }

    private static boolean hasDirectMemoryBelow(long bytes) {
        System.gc();
        return directMemory() < bytes;
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
