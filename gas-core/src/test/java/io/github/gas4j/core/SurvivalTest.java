// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.core.fixtures.Unspeakable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What errors on the client's thread leave of the client. */
class SurvivalTest {
    private static final String NAME = "survivor";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Peer peer = new Peer();
    private final RecordingListener heard = new RecordingListener();
    private GasClient client = client(Thread::new);

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
        Await.noThread("gas-" + NAME);
    }

    private GasClient client(ThreadFactory threads) {
        GasConfig config = GasConfig.builder()
                .option("destination", "localhost:" + peer.port()) // a name, which takes a thread to look up
                .option("bufferSize", "64KiB")
                .option("retryInterval", "50ms")
                .option("maxRetryInterval", "50ms")
                .build();
        return new GasClient(NAME, config, heard, threads);
    }

    private boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return client.offer(bytes, 0, bytes.length);
    }

    private void assertAccounts() {
        GasStats stats = client.stats();
        assertThat(stats.offered())
                .as("%s", stats)
                .isEqualTo(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents());
    }

    @Test
    void errorsInARowWhileOthersAreHandledEndNothing() throws IOException {
        AtomicInteger threads = new AtomicInteger();
        client = client(task -> {
            int number = threads.getAndIncrement(); // the first one is the client's own, the others look names up
            if (number > 0 && number <= 3) {
                throw new Unspeakable();
            }
            return new Thread(task);
        });
        offer("event");
        client.start();

        assertThat(peer.accept().readLine()).isEqualTo("event\n");

        assertThat(client.stats().failedAttempts()).isEqualTo(3);
        assertThat(heard.warnings).first().asString().contains("OutOfMemoryError");
        assertThat(client.stats().defects()).as("shortages").isZero();
        assertAccounts();
    }

    @Test
    void aDefectIsReportedWithItsStackTraceAndTheClientGoesOn() throws IOException {
        AtomicInteger threads = new AtomicInteger();
        IllegalStateException defect = new IllegalStateException("for the test");
        client = client(task -> {
            if (threads.getAndIncrement() == 1) {
                throw defect;
            }
            return new Thread(task);
        });
        offer("event");
        client.start();

        assertThat(peer.accept().readLine()).isEqualTo("event\n");

        assertThat(heard.defects).containsExactly(defect);
        assertThat(client.stats().defects()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void aClientWhoseThreadHasEndedIsClosedAndSaysSo() {
        client = client(task -> new Thread(() -> {}));
        client.start();
        offer("one");
        offer("two");

        assertThat(client.close(LONG)).isFalse();

        assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(client.stats().droppedShutdown()).isEqualTo(2);
        assertThat(offer("three")).isFalse();
        assertThat(heard.warnings).singleElement().asString().contains("thread has ended", "2 as SHUTDOWN");
        assertAccounts();
    }
}
