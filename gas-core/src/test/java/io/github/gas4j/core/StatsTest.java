// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link GasClient#stats} tells, with the client's own thread. */
class StatsTest {
    private final Peer peer = new Peer();
    private final GasClient client = new GasClient(GasConfig.builder()
            .option("destination", peer.destination())
            .option("bufferSize", "64KiB")
            .build());

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
    }

    private void offer(String event) {
        byte[] bytes = Bytes.of(event);
        assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
    }

    private void assertAccounts() {
        GasStats stats = client.stats();
        assertThat(stats.unsentBytes() + stats.unconfirmedBytes()).isEqualTo(stats.bufferedBytes());
        assertThat(stats.unsentBytes() > 0).isEqualTo(stats.bufferedEvents() > 0);
        assertThat(stats.unconfirmedBytes() > 0).isEqualTo(stats.unconfirmedEvents() > 0);
    }

    @Test
    void bytesThatWaitAndBytesThatWereWrittenAreToldApart() throws IOException {
        client.start();
        Peer.Link link = peer.accept();
        offer("one");
        Await.until("written", () -> client.stats().unconfirmedBytes() > 0);
        Await.until("nothing waits", () -> client.stats().unsentBytes() == 0);
        assertAccounts();
        assertThat(client.stats().oldestBufferedMillis()).isZero();
        long kept = client.stats().unconfirmedBytes();

        peer.refuse();
        link.reset();
        Await.until("an outage", () -> client.stats().outages() == 1);
        offer("two");
        Await.until("the first one waits again", () -> client.stats().unsentBytes() == 2 * kept);
        Await.until("it grows older", () -> client.stats().oldestBufferedMillis() > 0);
        assertAccounts();
        assertThat(client.stats().outageNanos()).isPositive();
        assertThat(client.stats().connects()).isEqualTo(1);
        assertThat(client.stats().connectNanos()).isPositive();
        Await.until("no progress", () -> client.stats().sinceLastProgressMillis() > 100);

        client.close(Duration.ZERO);
        GasStats last = client.stats();
        assertThat(last.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(last.bufferedBytes() + last.unsentBytes() + last.unconfirmedBytes() + last.oldestBufferedMillis())
                .isZero();
        assertThat(last.droppedShutdown()).isEqualTo(2);
    }

    @Test
    void beforeTheStartNothingIsSent() {
        offer("one");

        assertAccounts();
        assertThat(client.stats().bufferedEvents()).isEqualTo(1);
        assertThat(client.stats().outages()).isZero();
    }

    @Test
    void eachReasonHasItsCounter() {
        for (DropReason reason : DropReason.values()) {
            client.countDrop(reason);
        }

        GasStats stats = client.stats();
        assertThat(DropReason.values())
                .allSatisfy(reason -> assertThat(stats.dropped(reason)).isEqualTo(1));
        assertThat(stats.dropped())
                .isEqualTo(Arrays.stream(DropReason.values())
                        .mapToLong(stats::dropped)
                        .sum());
    }
}
