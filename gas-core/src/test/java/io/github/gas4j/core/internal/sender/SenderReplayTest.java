// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.buffer.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the sender lets go of what it has written, and what it writes again; stepped without a thread. */
class SenderReplayTest {
    private static final int RECORD = 1_024;
    private static final int FRAME = RECORD - Records.HEADER_BYTES;
    private static final int EVENT = FRAME - 1;

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

    /** Offers events and steps until they are written and read. */
    private String send(Peer.Link link, int from, int to) throws IOException {
        long written = rig.counters.snapshot().written();
        StringBuilder received = new StringBuilder();
        for (int i = from; i < to; i++) {
            assertThat(rig.offer(Bytes.event(i, EVENT))).isTrue();
            long wanted = written + i - from + 1;
            rig.untilWritten(wanted);
            received.append(link.read(FRAME));
        }
        assertThat(received).hasToString(frames(from, to));
        return received.toString();
    }

    private static String frames(int from, int to) {
        StringBuilder frames = new StringBuilder();
        IntStream.range(from, to)
                .forEach(i -> frames.append(Bytes.event(i, EVENT)).append('\n'));
        return frames.toString();
    }

    private Peer.Link reconnect() throws IOException {
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1)); // an orderly end is looked at twice
            return rig.sender.state() == BACKING_OFF;
        });
        rig.advance(Duration.ofSeconds(10));
        return rig.connect(peer);
    }

    @Test
    void aYoungConnectionKeepsNoMoreThanTheWindow() throws IOException {
        Peer.Link link = rig.connect(peer);

        send(link, 0, 20);

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
        send(link, 0, 20);
        rig.step();
        rig.offer(Bytes.event(20, EVENT + 1));
        rig.untilWritten(21);
        link.readLine();

        send(link, 21, 35);
        assertThat(rig.counters.snapshot().released()).isEqualTo(20);

        rig.advance(Duration.ofSeconds(1));
        send(link, 35, 36);
        assertThat(rig.counters.snapshot().released())
                .as("the window of 8 stays")
                .isEqualTo(28);
        rig.assertAccounts();
    }

    @Test
    void aProvenConnectionKeepsTheWindow() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));

        send(link, 0, 20);

        assertThat(rig.counters.snapshot().released()).isEqualTo(12);
        assertThat(rig.buffer().usedBytes()).isEqualTo(8 * RECORD);
        rig.assertAccounts();
    }

    @Test
    void whatTheWindowKeepsIsLookedAtAfterASecondAndWhenItIsOldEnough() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(10));
        send(link, 0, 5);
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
        send(link, 0, window + 3);
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
        send(link, 0, 2);
        rig.advance(Duration.ofSeconds(36));
        send(link, 2, 3);
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

        readUntil(link, 2_000 * FRAME);
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

    @Test
    void aLostConnectionsEventsAreWrittenAgainToTheNextOne() throws IOException {
        Peer.Link first = rig.connect(peer);
        String received = send(first, 0, 5);
        first.reset();
        rig.offer(Bytes.event(5, EVENT));

        Peer.Link second = reconnect();
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
        send(first, 0, 100);
        first.close();

        Peer.Link second = reconnect();
        rig.untilWritten(108);

        assertThat(second.read(8 * FRAME)).isEqualTo(frames(92, 100));
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(8);
        rig.assertAccounts();
    }

    @Test
    void aSecondLossReplaysTheSameEventsOnceMore() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(first, 0, 3);
        first.reset();
        Peer.Link second = reconnect();
        rig.untilWritten(6);
        second.reset();

        Peer.Link third = reconnect();
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

        Peer.Link second = reconnect();
        String received = readUntil(second, (events - kept) * FRAME);

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
        send(first, 0, 3);
        assertThat(rig.counters.snapshot().released()).isEqualTo(3);
        assertThat(rig.buffer().usedBytes()).isZero();
        first.reset();
        rig.offer(Bytes.event(3, EVENT));

        Peer.Link second = reconnect();
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

        Peer.Link second = reconnect();
        String received = readUntil(second, (events - whole) * FRAME);

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

        Peer.Link second = reconnect();

        assertThat(readUntil(second, 200_001)).isEqualTo(large + "\n");
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

            Peer.Link second = reconnect();
            rig.untilWritten(6);

            String expected = String.join("", Bytes.frames(rig.buffer()));
            assertThat(second.read(expected.length())).as("%s", framing).isEqualTo(expected);
            assertThat(rig.counters.snapshot().replayed()).as("%s", framing).isEqualTo(3);
        }
    }

    /** Steps and reads in turn. */
    private String readUntil(Peer.Link link, int bytes) {
        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.length() >= bytes;
        });
        return received.toString();
    }
}
