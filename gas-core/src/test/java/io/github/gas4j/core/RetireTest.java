// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is given up: how it goes on, drains and ends by itself. */
class RetireTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Collector collector = Collector.down();
    private final RecordingListener heard = new RecordingListener();
    private GasClient client = client(options -> options);

    @AfterEach
    void close() {
        client.close(Duration.ZERO);
        collector.close();
        Await.noThread("gas-retired");
    }

    private GasClient client(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", collector.destination())
                .option("bufferSize", "64KiB");
        return new GasClient("retired", options.apply(builder).build(), heard, Thread::new);
    }

    private boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return client.offer(bytes, 0, bytes.length);
    }

    private void awaitEnd() {
        Await.until("the end", () -> client.stats().state() == ConnectionState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void drainsAndEndsByItself(Delivery delivery) {
        collector.listen();
        client = client(options -> options.option("delivery", delivery.name()));
        client.start();
        offer("event");

        client.retire(Duration.ZERO);
        awaitEnd();

        assertThat(collector.awaitLines(1)).containsExactly("event");
        assertThat(client.stats().released()).isEqualTo(1);
        assertThat(client.stats().dropped()).isZero();
        assertThat(client.close(LONG)).isTrue();
    }

    @Test
    void doesNotWaitForAnEndThatWouldProveNothing() throws Exception {
        try (Peer peer = new Peer()) {
            client = client(options -> options.option("destination", peer.destination()));
            client.start();
            Peer.Link link = peer.accept();

            client.retire(Duration.ZERO);
            awaitEnd();

            assertThat(link.readToEnd()).isEmpty();
        }
    }

    @Test
    void waitsForACollectorLongerThanAnyShutdownTimeout() {
        client = client(options -> options.option("shutdownTimeout", "1ms"));
        client.start();
        offer("event");
        Await.until("a failure", () -> client.stats().failedAttempts() >= 1);

        client.retire(Duration.ZERO);
        Await.until("more failures", () -> client.stats().failedAttempts() >= 4);
        assertThat(client.stats().state()).isNotEqualTo(ConnectionState.CLOSED);
        collector.listen();
        awaitEnd();

        assertThat(collector.awaitLines(1)).containsExactly("event");
    }

    @Test
    void writesAgainWhatAnotherConnectionLost() throws Exception {
        collector.readAllAtMost(0);
        collector.listen();
        client.start();
        offer("event");
        Await.until("written", () -> client.stats().written() == 1);
        client.retire(Duration.ZERO);

        collector.goDown(Ending.RESET);
        collector.readAllAtMost(Integer.MAX_VALUE);
        collector.listen();
        awaitEnd();

        assertThat(collector.lines()).contains("event");
        assertThat(client.stats().released()).isEqualTo(1);
    }

    @Test
    void endsOnceItsRetryLimitsHaveDroppedEverything() {
        client = client(options -> options.option("maxRetries", "2").option("retryInterval", "10ms"));
        client.start();
        offer("event");

        client.retire(Duration.ZERO);
        awaitEnd();

        assertThat(client.stats().droppedRetriesExhausted()).isEqualTo(1);
    }

    @Test
    void endsAtOnceWithNothingToSendThoughItIsConnected() {
        collector.listen();
        client.start();
        Await.until("connected", () -> client.stats().state() == ConnectionState.CONNECTED);

        client.retire(Duration.ZERO);

        awaitEnd();
    }

    @Test
    void takesNothingMoreOnceItDrains() {
        client.start();
        offer("event");

        client.retire(Duration.ZERO);
        Await.until("draining", () -> !offer("late"));

        assertThat(client.resume()).isFalse();
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
    }

    @Test
    void takesEventsDuringTheGrace() {
        collector.listen();
        client.start();

        client.retire(Duration.ofHours(1));

        assertThat(offer("event")).isTrue();
        assertThat(collector.awaitLines(1)).containsExactly("event");
        assertThat(client.stats().state()).isNotEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void worksOnAsBeforeIfItIsTakenBack() {
        collector.listen();
        client.start();
        client.retire(Duration.ofHours(1));

        assertThat(client.resume()).isTrue();
        assertThat(offer("event")).isTrue();

        assertThat(collector.awaitLines(1)).containsExactly("event");
        assertThat(client.flush(LONG)).isTrue();
    }

    @Test
    void isHurriedByAClose() {
        client.start();
        offer("event");
        client.retire(Duration.ZERO);
        Await.until("draining", () -> !offer("late"));
        long buffered = client.stats().bufferedEvents();

        assertThat(client.close(Duration.ofMillis(50))).isFalse();

        awaitEnd();
        assertThat(client.stats().droppedShutdown()).isEqualTo(buffered + 1);
    }

    @Test
    void leavesNothingOfItselfInTheJvm() throws Exception {
        collector.listen();
        client = client(options -> options.option("jmx", "true"));
        List<String> ended = new ArrayList<>();
        GasWatcher watcher = new GasWatcher() {
            @Override
            public void started(GasClient started) {}

            @Override
            public void ended(GasClient over) {
                ended.add(over.name());
            }
        };
        watcher.watch();
        client.start();
        assertThat(GasClient.running()).contains(client);

        client.retire(Duration.ZERO);
        Await.noThread("gas-retired");

        assertThat(GasClient.running()).doesNotContain(client);
        assertThat(ended).containsExactly("retired");
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .isRegistered(new ObjectName("io.github.gas4j:type=GasClient,name=retired")))
                .isFalse();
        watcher.unwatch();
    }

    @Test
    void aCollectorThatHangsDoesNotKeepItForEver() {
        collector.readAllAtMost(0);
        collector.listen();
        client = client(options -> options.option("delivery", "CONFIRMED").option("writeTimeout", "200ms"));
        client.start();
        offer("event");

        client.retire(Duration.ZERO);
        awaitEnd();

        assertThat(client.stats().offered())
                .isEqualTo(client.stats().released() + client.stats().dropped());
    }

    @Test
    void leavesTheMBeanOfASuccessorWhenItIsClosedLater() throws Exception {
        ObjectName mbean = new ObjectName("io.github.gas4j:type=GasClient,name=retired");
        GasClient first = client(options -> options.option("jmx", "true"));
        first.start();
        first.retire(Duration.ZERO);
        Await.noThread("gas-retired");
        client = client(options -> options.option("jmx", "true"));
        client.start();

        first.close(Duration.ZERO);

        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(mbean))
                .isTrue();
    }

    @Test
    void triesAgainToLeaveNothingIfThatFails() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        AtomicInteger failures = new AtomicInteger();
        NotificationListener fullOnce = (notification, handback) -> {
            if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)
                    && failures.getAndIncrement() == 0) {
                throw new OutOfMemoryError("played");
            }
        };
        client = client(options -> options.option("jmx", "true"));
        client.start();
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, fullOnce, null, null);
        try {
            client.retire(Duration.ZERO);
            Await.noThread("gas-retired");
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, fullOnce);
        }

        assertThat(failures).hasPositiveValue();
        assertThat(GasClient.running()).doesNotContain(client);
    }

    @Test
    void keepsNoFileFromItsSuccessor(@TempDir Path directory) {
        String file = directory.resolve("letters").toString();
        GasClient first =
                client(options -> options.option("deadLetterFile", file).option("overflow", "DROP_OLDEST"));
        client = first;
        first.start();
        Await.until("letters", () -> offer("e".repeat(1_000)) && first.stats().droppedDeadLetter() > 0);
        first.retire(Duration.ZERO);
        Await.until("draining", () -> !offer("late"));
        long failures = first.stats().failedAttempts();
        Await.until("another cycle", () -> first.stats().failedAttempts() > failures);

        client = client(options -> options.option("deadLetterFile", file).option("maxRetries", "0"));
        client.start();
        offer("event");
        Await.until("dropped", () -> client.stats().dropped() == 1);

        assertThat(client.stats().droppedDeadLetter()).isEqualTo(1);
        assertThat(first.stats().bufferedEvents()).isPositive();
        first.close(Duration.ZERO);
    }

    @Test
    void tellsALaterCloseWhatWasLost() {
        client = client(options -> options.option("maxRetries", "2").option("retryInterval", "10ms"));
        client.start();
        offer("event");

        client.retire(Duration.ZERO);
        awaitEnd();

        assertThat(client.flush(LONG)).isFalse();
        assertThat(client.close(LONG)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void writesEverythingOnceMoreIfTheCollectorDoesNotAnswerTheEnd(Delivery delivery) {
        collector.readAllAtMost(0);
        collector.listen();
        client = client(options -> options.option("delivery", delivery.name()).option("writeTimeout", "300ms"));
        client.start();
        offer("event");
        Await.until("written", () -> client.stats().written() == 1);

        client.retire(Duration.ZERO);
        Await.until("written again", () -> client.stats().written() == 2);

        assertThat(client.stats().released() + client.stats().dropped()).isZero();
    }
}
