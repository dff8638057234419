// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.internal.sender.EqualEvents.EVENT;
import static io.github.gas4j.core.internal.sender.EqualEvents.FRAME;
import static io.github.gas4j.core.internal.sender.EqualEvents.frames;
import static io.github.gas4j.core.internal.sender.EqualEvents.readUntil;
import static io.github.gas4j.core.internal.sender.EqualEvents.reconnect;
import static io.github.gas4j.core.internal.sender.EqualEvents.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sender writes again after a loss; stepped without a thread. */
class SenderReplayTest {
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
    void aLostConnectionsEventsAreWrittenAgainToTheNextOne() throws IOException {
        Peer.Link first = rig.connect(peer);
        String received = send(rig, first, 0, 5);
        first.reset();
        rig.offer(Bytes.event(5, EVENT));

        Peer.Link second = reconnect(rig, peer);
        rig.untilWritten(11);

        assertThat(second.read(6 * FRAME)).isEqualTo(received + frames(5, 6));
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(5);
        assertThat(rig.counters.snapshot().written()).isEqualTo(11);
        rig.advance(Duration.ofSeconds(1));
        rig.step();
        assertThat(rig.heard.news).singleElement().asString().endsWith("writing 5 events again");
        rig.assertAccounts();
    }

    @Test
    void onlyTheWindowIsWrittenAgain() throws IOException {
        Peer.Link first = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        send(rig, first, 0, 100);
        first.close();

        Peer.Link second = reconnect(rig, peer);
        rig.untilWritten(108);

        assertThat(second.read(8 * FRAME)).isEqualTo(frames(92, 100));
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(8);
        rig.assertAccounts();
    }

    @Test
    void aSecondLossReplaysTheSameEventsOnceMore() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(rig, first, 0, 3);
        first.reset();
        Peer.Link second = reconnect(rig, peer);
        rig.untilWritten(6);
        second.reset();

        Peer.Link third = reconnect(rig, peer);
        rig.untilWritten(9);

        assertThat(third.read(3 * FRAME)).isEqualTo(frames(0, 3));
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(6);
    }

    @Test
    void aConnectionBeginsWithAWholeFrameAfterOneWasTorn() throws IOException {
        rigWith(options -> options.option("bufferSize", "4MiB").option("sendBufferSize", "4KiB"));
        Peer.Link first = rig.connect(peer);
        int events = rig.fill(EVENT);
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(30));
        rig.step();
        int taken = first.readToEnd().length();
        assertThat(rig.counters.snapshot().written()).as("whole frames").isEqualTo(taken / FRAME);
        int kept = (int) rig.counters.snapshot().released();

        Peer.Link second = reconnect(rig, peer);
        String received = readUntil(rig, second, (events - kept) * FRAME);

        assertThat(received).isEqualTo(frames(kept, events));
        assertThat(rig.counters.snapshot().replayed())
                .as("frames of which some byte had gone before")
                .isEqualTo((taken + FRAME - 1) / FRAME - kept);
        rig.assertAccounts();
    }

    @Test
    void withoutReplayAnEventIsReleasedOnceItIsWritten() throws IOException {
        rigWith(options -> options.option("delivery", "NONE"));
        Peer.Link first = rig.connect(peer);
        send(rig, first, 0, 3);
        assertThat(rig.counters.snapshot().released()).isEqualTo(3);
        assertThat(rig.buffer().usedBytes()).isZero();
        first.reset();
        rig.offer(Bytes.event(3, EVENT));

        Peer.Link second = reconnect(rig, peer);
        rig.untilWritten(4);

        assertThat(second.read(FRAME)).isEqualTo(frames(3, 4));
        assertThat(rig.counters.snapshot().replayed()).isZero();
        rig.assertAccounts();
    }

    @Test
    void withoutReplayOnlyTheTornFrameIsWrittenAgain() throws IOException {
        rigWith(options -> options.option("bufferSize", "4MiB")
                .option("sendBufferSize", "4KiB")
                .option("delivery", "NONE"));
        Peer.Link first = rig.connect(peer);
        int events = rig.fill(EVENT);
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(30));
        rig.step();
        int taken = first.readToEnd().length();
        int whole = taken / FRAME;
        assertThat(rig.counters.snapshot().released()).isEqualTo(whole).isPositive();

        Peer.Link second = reconnect(rig, peer);
        String received = readUntil(rig, second, (events - whole) * FRAME);

        assertThat(received).isEqualTo(frames(whole, events));
        assertThat(rig.counters.snapshot().written()).isEqualTo(events);
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(taken % FRAME == 0 ? 0 : 1);
        rig.assertAccounts();
    }

    @Test
    void anEventLargerThanABatchIsWrittenAgainWhole() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB").option("sendBufferSize", "4KiB"));
        rig.connect(peer);
        String large = Bytes.event(0, 200_000);
        rig.offer(large);
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(30));
        rig.step();
        assertThat(rig.counters.snapshot().written()).isZero();

        Peer.Link second = reconnect(rig, peer);

        assertThat(readUntil(rig, second, 200_001)).isEqualTo(large + "\n");
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(1);
        assertThat(rig.counters.snapshot().written()).isEqualTo(1);
    }

    @Test
    void eventsOfEveryFramingSurviveALoss() throws IOException {
        for (Framing framing : List.of(Framing.NUL, Framing.OCTET_COUNTING, Framing.LENGTH_PREFIX, Framing.NONE)) {
            rigWith(options -> options.option("framing", framing.name()));
            Peer.Link first = rig.connect(peer);
            rig.offer("", "a\0b\nc", "");
            rig.untilWritten(3);
            rig.step();
            first.reset();

            Peer.Link second = reconnect(rig, peer);
            rig.untilWritten(6);

            String expected = String.join("", Bytes.frames(rig.buffer()));
            assertThat(second.read(expected.length())).as("%s", framing).isEqualTo(expected);
            assertThat(rig.counters.snapshot().replayed()).as("%s", framing).isEqualTo(3);
        }
    }
}
