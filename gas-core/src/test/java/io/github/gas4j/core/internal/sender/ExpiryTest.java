// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.DropReason.RETRIES_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code deliveryTimeout} drops while there is a connection, and what it keeps; stepped without a thread. */
class ExpiryTest {
    private static final Duration TIMEOUT = Duration.ofMillis(6_400);
    private static final int EVENT = 1_000;

    private final Peer peer = new Peer(4_096);
    private SenderRig rig = rigWith(options -> options);

    /** A rig whose collector may hang for long. */
    private SenderRig rigWith(UnaryOperator<GasConfigBuilder> options) {
        return new SenderRig(
                peer,
                defaults -> options.apply(defaults.option("deliveryTimeout", TIMEOUT.toString())
                        .option("bufferSize", "4MiB")
                        .option("replayWindow", "1MiB")
                        .option("sendBufferSize", "4KiB")
                        .option("writeTimeout", "1h")));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    /** Fills the buffer while the collector hangs, and waits until all is too old that is not on its way. */
    private int hang() {
        int events = rig.fill(EVENT);
        rig.untilBlocked();
        expire();
        return events;
    }

    private void expire() {
        rig.step();
        rig.advance(TIMEOUT.plusMillis(100));
        rig.step();
        rig.step();
    }

    @Test
    void whatIsGivenUpMakesRoomAtOnce() throws IOException {
        rig.connect(peer);
        int events = hang();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isGreaterThan(events * 9L / 10);

        int more = rig.fill(EVENT);

        assertThat(more).isGreaterThan(events * 9 / 10);
        assertThat(rig.dropped()).isEqualTo(rig.dropped(RETRIES_EXHAUSTED));
        rig.assertAccounts();
    }

    @Test
    void whatIsGivenUpTakesNoPartOfTheReplayWindow() throws IOException {
        Peer.Link link = rig.connect(peer);
        int events = hang();
        StringBuilder received = new StringBuilder();
        long written = rig.counters.snapshot().written();
        rig.until(() -> {
            received.append(link.readAvailable());
            return rig.counters.snapshot().written() > written; // the rest was on its way
        });
        rig.step();
        link.reset();
        rig.until(BACKING_OFF);
        long onTheFirst = rig.counters.snapshot().written();
        rig.advance(Duration.ofSeconds(10));
        Peer.Link next = rig.connect(peer);
        StringBuilder again = new StringBuilder();
        rig.until(() -> {
            again.append(next.readAvailable());
            return rig.counters.snapshot().appended() == rig.counters.snapshot().sent()
                    && again.length() == (rig.counters.snapshot().written() - onTheFirst) * (EVENT + 1);
        });

        Set<String> arrived = new HashSet<>(received.toString().lines().toList());
        arrived.addAll(again.toString().lines().toList());
        arrived.removeIf(line -> line.length() < EVENT);
        assertThat(arrived.size() + rig.dropped()).isEqualTo(events);
        rig.assertAccounts();
    }

    @ParameterizedTest
    @EnumSource(
            value = Delivery.class,
            names = {"REPLAY", "CONFIRMED"})
    void whatWasWrittenOnceIsNeverTooOld(Delivery delivery) throws IOException {
        rig.close();
        rig = rigWith(options -> options.option("delivery", delivery.name()).option("confirmInterval", "1h"));
        Peer.Link link = rig.connect(peer);
        rig.offer("one", "two");
        rig.untilWritten(2);
        assertThat(link.read(8)).isEqualTo("one\ntwo\n");
        expire();
        link.reset();
        rig.until(BACKING_OFF);
        rig.offer("three"); // is written for the first time after the break
        expire();
        rig.offer("four");

        Peer.Link next = rig.connect(peer);
        rig.untilWritten(5);

        assertThat(next.read(13)).isEqualTo("one\ntwo\nfour\n");
        assertThat(rig.dropped()).isEqualTo(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void whatHasMovedHasWaitedThroughAsManyFailuresAsBefore() throws IOException {
        rig.close();
        rig = rigWith(options -> options.option("maxRetries", "30")); // longer than the timeout
        Peer.Link link = rig.connect(peer);
        rig.offer("one", "two");
        rig.untilWritten(2);
        link.reset();
        rig.until(BACKING_OFF);
        rig.resolves = false;

        rig.run(Duration.ofMinutes(3), Duration.ofMillis(100), () -> rig.offer("later"));

        assertThat(Bytes.frames(rig.buffer())).isNotEmpty().containsOnly("later\n");
        rig.assertAccounts();
    }

    @Test
    void anEventThatWasWrittenInPartIsStillWaitingForItsFirstWrite() throws IOException {
        Peer.Link link = rig.connect(peer);
        int events = hang();
        long written = rig.counters.snapshot().written();
        link.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofMillis(100));
        rig.step();

        assertThat(rig.dropped()).isEqualTo(events - rig.counters.snapshot().written());
        assertThat(rig.counters.snapshot().written()).isGreaterThanOrEqualTo(written);
        assertThat(Bytes.frames(rig.buffer()))
                .hasSize((int) rig.counters.snapshot().written());
        rig.until(() -> {
            rig.advance(Duration.ofMillis(100));
            return rig.heard.dropped(RETRIES_EXHAUSTED) == rig.dropped();
        });
        assertThat(rig.heard.drops.stream()
                        .mapToLong(DropReport::mayHaveArrived)
                        .sum())
                .as("the torn one, if the write ended within it")
                .isLessThanOrEqualTo(1);
    }

    /** Reads what comes until all has been written. */
    private void drain(Peer.Link link, StringBuilder received) {
        rig.until(() -> {
            received.append(link.readAvailable());
            return rig.counters.snapshot().appended() == rig.counters.snapshot().sent();
        });
    }

    @Test
    void spendsLittleTimeOnMovesAndReleasesWhatHasMoved() throws IOException {
        rig.close();
        rig = rigWith(options -> options.option("deliveryTimeout", "640ms"));
        Peer.Link link = rig.connect(peer);
        StringBuilder received = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            rig.fill(EVENT);
            drain(link, received);
        }
        assertThat(rig.buffer().usedBytes()).as("what is kept").isBetween(1_000_000L, 1_200_000L);
        IntStream.range(0, 300).forEach(i -> rig.offer(Bytes.event(i, EVENT)));
        rig.untilBlocked();
        int moves = 0;
        for (int i = 0; i < 164; i++) {
            rig.offer(Bytes.event(i, 20));
            rig.advance(Duration.ofMillis(10));
            long released = rig.buffer().released();
            rig.step();
            moves += rig.buffer().released() > released ? 1 : 0;
        }
        assertThat(moves).as("in the last second, at 32 ns for a byte").isBetween(10, 33);

        drain(link, received);
        IntStream.range(0, 1_500).forEach(i -> rig.offer(Bytes.event(i, EVENT)));
        drain(link, received);

        assertThat(received.toString().lines()).allMatch(line -> line.matches("event-\\d+-[a-z]*"));
        rig.assertAccounts();
    }

    @Test
    void whatHasMovedIsAsOldAsBefore() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.offer("one", "two");
        rig.untilWritten(2);
        pass(Duration.ofSeconds(30));
        hang();
        drain(link, new StringBuilder());

        pass(Duration.ofSeconds(2));
        assertThat(rig.counters.snapshot().released()).isZero();
        pass(Duration.ofSeconds(28));

        assertThat(rig.counters.snapshot().released()).isEqualTo(2);
        rig.assertAccounts();
    }

    private void pass(Duration time) {
        rig.step();
        rig.advance(time);
        rig.step();
        rig.step();
    }

    @Test
    void whatHasMovedIsKnownToHaveBeenWrittenAgain() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.offer("one");
        rig.untilWritten(1);
        link.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));
        Peer.Link second = rig.connect(peer);
        rig.untilWritten(2);
        hang();
        drain(second, new StringBuilder());
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(10));
        assertThat(rig.counters.snapshot().released()).isZero();
        second.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));

        assertThat(rig.connect(peer).readLine()).isEqualTo(Bytes.event(0, EVENT) + "\n");
        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
    }

    @Test
    void whatIsOnItsWayWakesNobody() throws IOException {
        rig.connect(peer);
        hang();
        rig.advance(Duration.ofHours(1).minusSeconds(30)); // the looks at what was acknowledged are far apart then

        assertThat(rig.sleep()).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void anEventIsDroppedInTimeAlthoughTheSenderSleeps() throws IOException {
        rig.connect(peer);
        hang();
        long before = rig.dropped();
        long[] offeredAt = {0};
        long[] droppedAt = {0};

        rig.run(Duration.ofSeconds(30), Duration.ofMillis(10), () -> {
            if (offeredAt[0] == 0 && rig.now - rig.began > TIMEOUT.toNanos() + 10_000_000_000L) {
                offeredAt[0] = rig.now;
                rig.offer("late");
            } else if (droppedAt[0] == 0 && rig.dropped() > before) {
                droppedAt[0] = rig.now;
            }
        });

        assertThat(Duration.ofNanos(droppedAt[0] - offeredAt[0])).isBetween(TIMEOUT, TIMEOUT.plusMillis(250));
    }

    @Test
    void aRotationStillKnowsWhatItProvesWhenItHasMoved() throws IOException {
        rig.close();
        try (ConfirmRig confirm = new ConfirmRig(options -> options.option("deliveryTimeout", TIMEOUT.toString())
                .option("bufferSize", "4MiB")
                .option("sendBufferSize", "4KiB")
                .option("writeTimeout", "1h"))) {
            rig = confirm.rig;
            Peer.Link first = rig.connect(confirm.peer);
            confirm.send("one", "two");
            Peer.Link second = confirm.callWitness();
            assertThat(confirm.readToEnd(first)).isEqualTo("one\ntwo\n");
            int events = hang();
            assertThat(confirm.released()).isZero();
            assertThat(rig.dropped(RETRIES_EXHAUSTED)).isGreaterThan(events / 2);

            first.close();
            rig.awaitNews();
            rig.step();
            rig.advance(ConfirmRig.WITNESS);
            rig.step();

            assertThat(confirm.released()).isEqualTo(2);
            rig.assertAccounts();
            List<String> kept = Bytes.frames(rig.buffer());
            assertThat(kept).hasSize(events - (int) rig.dropped()).first().isEqualTo(Bytes.event(0, EVENT) + "\n");
            assertThat(second.read(EVENT)).isEqualTo(Bytes.event(0, EVENT));
        }
    }
}
