// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static io.github.gas4j.core.ConnectionState.CLOSED;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RefusingPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life cycle of a client with its threads. */
class GasClientLifeTest {
    private static final String NAME = "life";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Peer peer = new Peer();
    private GasListener listener = new GasListener() {};
    private GasClient client = client(options -> options);

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
        Await.noThread("gas-" + NAME);
    }

    private GasClient client(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder =
                GasConfig.builder().option("destination", peer.destination()).option("bufferSize", "64KiB");
        return new GasClient(NAME, options.apply(builder).build(), listener, Thread::new);
    }

    private boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return client.offer(bytes, 0, bytes.length);
    }

    private CompletableFuture<Boolean> closeElsewhere(Duration timeout) {
        return CompletableFuture.supplyAsync(() -> client.close(timeout));
    }

    private void assertAccounts() {
        GasStats stats = client.stats();
        assertThat(stats.offered())
                .as("%s", stats)
                .isEqualTo(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents());
    }

    @Test
    void closingDeliversEverythingAndLeavesNoThread() throws Exception {
        client.start();
        for (int i = 0; i < 50; i++) {
            offer("event " + i);
        }
        CompletableFuture<Boolean> closed = closeElsewhere(LONG);

        Peer.Link link = peer.accept();
        assertThat(link.readToEnd().lines()).hasSize(50).startsWith("event 0").endsWith("event 49");
        link.close();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
        Await.noThread("gas-" + NAME);
        GasStats stats = client.stats();
        assertThat(stats.state()).isEqualTo(CLOSED);
        assertThat(stats.released()).isEqualTo(50);
        assertThat(stats.bufferedBytes()).isZero();
        assertThat(stats.bufferedEvents()).isZero();
        assertThat(stats.unconfirmedEvents()).isZero();
        assertAccounts();
    }

    @Test
    void closingAnIdleClientDoesNotWaitForItsTimeout() throws Exception {
        client.start();
        Peer.Link link = peer.accept();
        CompletableFuture<Boolean> closed = closeElsewhere(Duration.ofHours(1));

        assertThat(link.readToEnd()).isEmpty();
        link.close();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingForeverIsNotTooLong() throws Exception {
        client.start();
        Peer.Link link = peer.accept();
        CompletableFuture<Boolean> closed = closeElsewhere(Duration.ofSeconds(Long.MAX_VALUE));
        link.readToEnd();
        link.close();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHungCollectorCostsTheTimeoutAndTheRestIsCounted() throws Exception {
        client = client(options -> options.option("bufferSize", "64MiB").option("sendBufferSize", "4KiB"));
        client.start();
        peer.accept();
        while (offer(Bytes.event(1, 60_000))) {
            assertThat(client.stats().droppedBufferFull()).isZero();
        }

        assertThat(client.close(Duration.ofMillis(50))).isFalse();

        Await.until("closed", () -> client.stats().state() == CLOSED);
        assertThat(client.stats().droppedShutdown()).isPositive();
        assertAccounts();
    }

    @Test
    void anOfferAfterCloseIsCounted() {
        client.start();
        client.close(Duration.ZERO);

        assertThat(offer("late")).isFalse();

        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void aSecondCloseGivesTheSameAnswer() {
        client.start();
        offer("event");
        boolean first = client.close(Duration.ofSeconds(5));

        assertThat(client.close(Duration.ZERO)).isEqualTo(first).isTrue();
        assertThat(client.flush(LONG)).isTrue();
    }

    @Test
    void closingBeforeTheStartCountsWhatWasOffered() {
        offer("one");
        offer("two");

        assertThat(client.close(LONG)).isFalse();

        assertThat(client.stats().state()).isEqualTo(CLOSED);
        assertThat(client.stats().droppedShutdown()).isEqualTo(2);
        assertAccounts();
    }

    @Test
    void closingBeforeTheStartWithNothingOfferedHasDeliveredEverything() {
        assertThat(client.close(LONG)).isTrue();
    }

    @Test
    void aStartAfterCloseDoesNothing() {
        client.close(LONG);

        client.start();

        Await.noThread("gas-" + NAME);
        assertThat(client.stats().state()).isEqualTo(CLOSED);
        assertThat(client.stats().connections()).isZero();
    }

    @Test
    void aListenerMayClose() {
        AtomicReference<Boolean> answer = new AtomicReference<>();
        listener = new GasListener() {
            @Override
            public void stateChanged(ConnectionState from, ConnectionState to) {
                if (to == CONNECTED) {
                    answer.set(client.close(LONG));
                }
            }
        };
        client = client(options -> options);
        client.start();

        Await.until("closed", () -> client.stats().state() == CLOSED);
        assertThat(answer.get()).isNotNull();
    }

    @Test
    void aListenerMayCloseWhileAnotherThreadDoes() throws Exception {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        CompletableFuture<Void> closing = new CompletableFuture<>();
        listener = new GasListener() {
            @Override
            public void stateChanged(ConnectionState from, ConnectionState to) {
                if (to == CONNECTED) {
                    connected.complete(null);
                    closing.join();
                    client.close(LONG);
                }
            }
        };
        client = client(options -> options);
        client.start();
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            connected.join();
            closing.complete(null);
            return client.close(Duration.ofHours(1));
        });
        Peer.Link link = peer.accept();
        link.readToEnd();
        link.close();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCloserThatIsInterruptedStillWaitsAndKeepsItsFlag() {
        client.start();
        offer("event");
        Thread.currentThread().interrupt();

        boolean delivered = client.close(LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(delivered).isTrue();
        assertThat(client.stats().released()).isEqualTo(1);
    }

    @Test
    void aClientThatCannotConnectClosesToo() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            client = client(options -> options.option("destination", "127.0.0.1:" + refusing.port()));
            client.start();
            offer("event");

            assertThat(client.close(LONG)).isFalse();
        }
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void refusesAnotherFramingWhileItRuns() {
        GasConfig other = GasConfig.builder()
                .option("destination", peer.destination())
                .option("framing", "NUL")
                .build();

        assertThatThrownBy(() -> client.reconfigure(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("framing")
                .hasMessageContaining("NUL")
                .hasMessageContaining("NEWLINE");
    }

    @Test
    void namesItselfGasUnlessTold() {
        client = new GasClient(GasConfig.builder()
                .option("destination", peer.destination())
                .option("bufferSize", "64KiB")
                .build());
        client.start();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("gas-gas");
    }

    @Test
    void showsItselfThroughJmxWhileItRuns() throws Exception {
        client = client(options -> options.option("jmx", "true"));
        ObjectName name = new ObjectName("io.github.gas4j:type=GasClient,name=" + NAME);
        var server = ManagementFactory.getPlatformMBeanServer();
        assertThat(server.isRegistered(name)).isFalse();
        client.start();
        offer("event");
        Await.until("written", () -> client.stats().written() == 1);

        GasClientMXBean bean = JMX.newMXBeanProxy(server, name, GasClientMXBean.class);
        assertThat(bean.getState()).isEqualTo("CONNECTED");
        assertThat(bean.getDestination()).isEqualTo(peer.destination());
        assertThat(bean.getWritten()).isEqualTo(1);
        assertThat(bean.getDefects()).isZero();

        client.close(Duration.ofSeconds(1));
        assertThat(server.isRegistered(name)).isFalse();
    }
}
