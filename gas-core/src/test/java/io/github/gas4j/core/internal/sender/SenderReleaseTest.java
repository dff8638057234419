// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.internal.sender.EqualEvents.EVENT;
import static io.github.gas4j.core.internal.sender.EqualEvents.FRAME;
import static io.github.gas4j.core.internal.sender.EqualEvents.RECORD;
import static io.github.gas4j.core.internal.sender.EqualEvents.readUntil;
import static io.github.gas4j.core.internal.sender.EqualEvents.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the sender lets go of what it has written; stepped without a thread. */
class SenderReleaseTest {
    private final Peer peer = new Peer(4_096);
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
    }

    @Test
    void aYoungConnectionKeepsNoMoreThanTheWindow() throws IOException {
        Peer.Link link = rig.connect(peer);

        send(rig, link, 0, 20);

        assertThat(rig.counters.snapshot().released())
                .as("the window of 8 stays")
                .isEqualTo(12);
        assertThat(rig.buffer().usedBytes()).isEqualTo(rig.buffer().capacity() / 8);
        rig.assertAccounts();
    }

    @Test
    void anEventThatIsLargerThanAllBeforeIsKeptForASecond() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        send(rig, link, 0, 20);
        rig.step();
        rig.offer(Bytes.event(20, EVENT + 1));
        rig.untilWritten(21);
        link.readLine();

        send(rig, link, 21, 35);
        assertThat(rig.counters.snapshot().released()).isEqualTo(20);

        rig.advance(Duration.ofSeconds(1));
        send(rig, link, 35, 36);
        assertThat(rig.counters.snapshot().released())
                .as("the window of 8 stays")
                .isEqualTo(28);
        rig.assertAccounts();
    }

    @Test
    void aProvenConnectionKeepsTheWindow() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));

        send(rig, link, 0, 20);

        assertThat(rig.counters.snapshot().released()).isEqualTo(12);
        assertThat(rig.buffer().usedBytes()).isEqualTo(8 * RECORD);
        rig.assertAccounts();
    }

    @Test
    void whatTheWindowKeepsIsLookedAtAfterASecondAndWhenItIsOldEnough() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        send(rig, link, 0, 5);
        assertThat(rig.sleep()).isEqualTo(Duration.ofSeconds(1));

        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.sleep()).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void theWindowIsNotOversteppedForLong() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB").option("replayWindow", "256KiB"));
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        int window = (256 << 10) / RECORD;
        send(rig, link, 0, window + 3);
        rig.advance(Duration.ofMillis(20));

        rig.step();

        assertThat(rig.counters.snapshot().released()).isEqualTo(3);
    }

    @Test
    void theWindowMayBeginWithinABatch() throws IOException {
        rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 60; i++) {
            assertThat(rig.offer(Bytes.event(i, EVENT))).isTrue();
        }

        rig.untilWritten(60);

        assertThat(rig.counters.snapshot().released())
                .as("the window of 8 stays")
                .isEqualTo(52);
        rig.assertAccounts();
    }

    @Test
    void whatIsOlderThanTheGreatestAgeIsReleased() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, 0, 2);
        rig.advance(Duration.ofSeconds(36));
        send(rig, link, 2, 3);
        rig.advance(Duration.ofSeconds(1));
        rig.step();

        rig.advance(Duration.ofMillis(22_999));
        rig.step();
        assertThat(rig.counters.snapshot().released()).isZero();

        rig.advance(Duration.ofMillis(1));
        rig.step();
        assertThat(rig.counters.snapshot().released()).isEqualTo(2);

        rig.advance(Duration.ofSeconds(36));
        rig.step();
        assertThat(rig.counters.snapshot().released()).isEqualTo(3);
        assertThat(rig.buffer().usedBytes()).isZero();
        rig.assertAccounts();
    }

    @Test
    void theAgeStandsStillWhileAWriteIsIncomplete() throws IOException {
        rigWith(options -> options.option("bufferSize", "4MiB")
                .option("replayWindow", "2MiB")
                .option("sendBufferSize", "4KiB"));
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 2_000; i++) {
            rig.offer(Bytes.event(i, EVENT));
        }
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(25));
        rig.step();

        readUntil(rig, link, 2_000 * FRAME);
        rig.untilWritten(2_000);
        rig.advance(Duration.ofSeconds(1));
        rig.step();
        rig.advance(Duration.ofMillis(58_999));
        rig.step();
        rig.step();
        assertThat(rig.counters.snapshot().released()).isZero();

        rig.advance(Duration.ofMillis(1));
        rig.step();
        assertThat(rig.counters.snapshot().released()).isEqualTo(2_000);
    }
}
