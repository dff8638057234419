// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.send;
import static io.github.gas4j.core.internal.sender.Exchange.untilLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.net.SendQueues;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sender does on systems that tell less, or nothing, of what the collector's system has acknowledged. */
class BlindTest {
    private final Peer peer = new Peer(4_096);
    private SenderRig rig = rig(SendQueues.Kind.NONE, Delivery.REPLAY);

    private SenderRig rig(SendQueues.Kind kind, Delivery delivery) {
        ClientOptions config = SenderRig.config(peer, options -> options.option("delivery", delivery.name()));
        return new SenderRig(config, SendQueues.forced(kind, System::nanoTime));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    @Test
    void saysOnceWhatItCannotSee() throws IOException {
        rig.connect(peer).reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(1));
        rig.connect(peer);

        assertThat(rig.heard.news)
                .filteredOn(line -> line.contains("cannot see on this system"))
                .hasSize(1);
    }

    @Test
    void whatIsAMinuteOldIsReleasedOnlyByTheProofOfARotation() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        pass(rig, Duration.ofSeconds(59));
        assertThat(rig.counters.snapshot().released()).isZero();

        pass(rig, Duration.ofSeconds(1));
        pass(rig, Duration.ofMillis(50));
        Peer.Link second = peer.accept();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return rig.counters.connections() == 2;
        });
        assertThat(first.readToEndAfter(() -> pass(rig, Duration.ofMillis(1)))).isEmpty();
        assertThat(rig.counters.snapshot().released()).isZero();
        first.close();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1));
            return rig.counters.snapshot().released() == 1;
        });

        send(rig, second, "a-2");
        rig.assertAccounts();
    }

    @Test
    void withoutAProofEverythingIsKept() throws IOException {
        rig.connect(peer);
        rig.offer("a-1");
        rig.untilWritten(1);
        for (int i = 0; i < 120; i++) {
            pass(rig, Duration.ofSeconds(1));
        }

        assertThat(rig.counters.snapshot().released()).isZero();
    }

    @Test
    void theEndOfAnIdleConnectionRepeatsAnEventOnce() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        pass(rig, Duration.ofSeconds(1));
        link.close();
        untilLost(rig);
        link = rig.connect(peer);
        assertThat(link.readLine()).isEqualTo("a-1\n");
        rig.untilWritten(2);
        pass(rig, Duration.ofSeconds(1));
        link.close();
        untilLost(rig);

        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.sender.state()).as("nothing to send after two such ends").isEqualTo(BACKING_OFF);
    }

    @Test
    void withTheLeastBufferTheLastFourKibibytesStay() throws IOException {
        rig.close();
        rig = rig(SendQueues.Kind.LEAST_BUFFER, Delivery.REPLAY);
        Peer.Link link = rig.connect(peer);
        for (int i = 0; i < 7; i++) {
            rig.offer(Bytes.event(i, 1_000));
            rig.untilWritten(i + 1);
            link.read(1_001);
            pass(rig, Duration.ofMillis(200));
        }
        for (int i = 0; i < 61; i++) {
            pass(rig, Duration.ofSeconds(1));
        }

        assertThat(rig.counters.snapshot().released()).isBetween(1L, 3L);
        rig.assertAccounts();
    }

    @Test
    void atTheEndWhatWasWrittenCountsAsReleased() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        rig.requests.close(rig.now + Duration.ofSeconds(2).toNanos());
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return rig.sender.isFinished();
        });
        rig.sender.finish(true);

        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
        assertThat(rig.dropped()).isZero();
    }
}
