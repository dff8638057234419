// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.internal.sender.ConfirmRig.INTERVAL;
import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When connections are rotated, and what becomes of a collector that does not confirm; stepped without a thread. */
class RotationsTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** An event that takes a 64th of the buffer. */
    private static final int SIZE = 1_019;

    private final ConfirmRig confirm = new ConfirmRig();
    private final SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private void steps() {
        for (int i = 0; i < 5; i++) {
            rig.step();
        }
    }

    private boolean isRotating() {
        return rig.selector.keys().size() > 1;
    }

    private void send(Peer.Link link, int events) throws IOException {
        for (int i = 0; i < events; i++) {
            confirm.send(Bytes.event(i, SIZE));
            link.read(SIZE + 1);
        }
    }

    @Test
    void aConnectionIsRotatedAnIntervalAfterItsFirstUnconfirmedEvent() throws IOException {
        rig.connect(confirm.peer);
        rig.advance(Duration.ofMinutes(1));
        confirm.send("one");
        rig.advance(INTERVAL.minus(MILLI));
        confirm.send("two");
        steps();
        assertThat(isRotating()).isFalse();

        rig.advance(MILLI);
        steps();

        assertThat(isRotating()).isTrue();
    }

    @Test
    void anIdleConnectionIsNotRotated() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(first);
        steps();

        rig.advance(HOUR);
        steps();

        assertThat(isRotating()).isFalse();
        assertThat(rig.counters.connections()).isEqualTo(2);
    }

    @Test
    void aSixteenthOfTheBufferUnconfirmedDoesNotWaitForTheInterval() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        send(first, 3);
        steps();
        assertThat(isRotating()).isFalse();

        send(first, 1);
        steps();

        assertThat(isRotating()).isTrue();
    }

    @Test
    void aFillingBufferRotatesAtMostEveryQuarterOfASecond() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        send(first, 4);
        Peer.Link second = confirm.acceptWitness();
        confirm.end(first);
        rig.advance(WITNESS);
        rig.step();
        assertThat(confirm.released()).isEqualTo(4);
        send(second, 4);

        rig.advance(Duration.ofMillis(249).minus(WITNESS.multipliedBy(2)).minus(ConfirmRig.QUIET));
        steps();
        assertThat(isRotating()).isFalse();

        rig.advance(MILLI);
        steps();
        assertThat(isRotating()).isTrue();
    }

    /** Lets one rotation fail although the collector lives. */
    private Peer.Link rotateInVain(Peer.Link from) throws IOException {
        Peer.Link witness = confirm.callWitness();
        confirm.readToEnd(from);
        rig.advance(Duration.ofSeconds(30));
        rig.until(BACKING_OFF);
        witness.close();
        return confirm.reconnect();
    }

    /** Makes the client give confirmations up; returns the connection that it has then. */
    private Peer.Link downgrade() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 3; i++) {
            link = rotateInVain(link);
            rig.untilWritten(1 + i);
        }
        return link;
    }

    private boolean hasWarned() {
        return rig.heard.warnings.stream().anyMatch(line -> line.contains("delivery=REPLAY from now on"));
    }

    @Test
    void threeRotationsInVainMakeItReplay() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 2; i++) {
            link = rotateInVain(link);
            rig.untilWritten(1 + i);
        }
        assertThat(hasWarned()).isFalse();
        link = rotateInVain(link);
        rig.untilWritten(4);

        assertThat(hasWarned()).isTrue();
        assertThat(link.read(4)).isEqualTo("one\n");
        rig.advance(Duration.ofSeconds(10));
        steps();
        assertThat(isRotating()).isFalse();
        assertThat(confirm.released()).as("by its age").isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        for (int i = 0; i < 3; i++) {
            confirm.send("event");
            long written = rig.counters.snapshot().written();
            link = rotateInVain(link);
            rig.untilWritten(written + 1);
            link = rotateInVain(link);
            rig.untilWritten(written + 2);
            link = confirm.rotate(link);
            rig.advance(HOUR);
        }

        assertThat(hasWarned()).isFalse();
        assertThat(confirm.released()).isEqualTo(3);
    }

    @Test
    void aCollectorThatAnswersWithAResetIsOneThatDoesNotConfirm() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 3; i++) {
            confirm.callWitness();
            confirm.readToEnd(link);
            link.reset();
            rig.awaitNews();
            rig.step();
            rig.advance(WITNESS);
            rig.until(BACKING_OFF);
            link = confirm.reconnect();
            rig.untilWritten(1 + i);
        }

        assertThat(hasWarned()).isTrue();
    }

    @Test
    void aCollectorThatTakesNoSecondConnectionDoesNotConfirmAndKeepsItsConnection() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.peer.refuse();
        confirm.send("one");
        for (int i = 0; i < 4; i++) {
            assertThat(hasWarned()).isFalse();
            rig.advance(INTERVAL);
            steps();
        }

        assertThat(hasWarned()).isTrue();
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        rig.advance(Duration.ofMinutes(1));
        steps();
        assertThat(confirm.released()).isEqualTo(1);
        confirm.send("two");
        assertThat(link.read(8)).isEqualTo("one\ntwo\n");
    }

    @Test
    void aWitnessThatWasNotToBeHadIsCalledAgainAfterTheWholeInterval() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        send(first, 4);
        rig.step();
        confirm.peer.accept().close();
        rig.awaitNews();
        steps();

        rig.advance(INTERVAL.minus(MILLI));
        steps();
        assertThat(isRotating()).isFalse();

        rig.advance(MILLI);
        steps();
        assertThat(isRotating()).isTrue();
    }

    @Test
    void aCrashWhileAWitnessIsCalledDoesNotDelayTheNextRotation() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        send(first, 4);
        rig.step();
        confirm.peer.accept().reset();
        rig.awaitNews();
        rig.step();
        first.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(1)); // much less than the interval
        rig.connect(confirm.peer);

        steps();

        assertThat(isRotating()).isTrue();
    }

    @Test
    void aCrashIsNotHeldAgainstTheCollector() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 4; i++) {
            Peer.Link witness = confirm.callWitness();
            confirm.readToEnd(link);
            link.reset();
            if (i % 2 == 0) {
                rig.awaitNews(); // the connection breaks first, and it is not clear yet why
                rig.step();
            }
            witness.reset();
            link = confirm.reconnect();
            rig.untilWritten(1 + i);
        }

        assertThat(hasWarned()).isFalse();
        confirm.rotate(link);
        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void confirmationIsTriedAgainEveryHour() throws IOException {
        Peer.Link link = downgrade();
        link = probeInVain(link);

        rig.advance(HOUR.minus(Duration.ofSeconds(45)));
        confirm.send("two");
        steps();
        assertThat(isRotating()).as("less than an hour after the last try").isFalse();
        rig.advance(Duration.ofSeconds(45));
        confirm.send("three");
        Peer.Link next = confirm.acceptWitness();
        confirm.end(link);
        rig.advance(WITNESS);
        rig.step();

        assertThat(rig.heard.news).anyMatch(line -> line.endsWith("delivery=CONFIRMED again"));
        long released = confirm.released();
        confirm.send("four");
        steps();
        assertThat(isRotating()).as("before the interval is over").isFalse();
        confirm.rotate(next);
        assertThat(confirm.released()).isEqualTo(released + 1);
        rig.assertAccounts();
    }

    private Peer.Link probeInVain(Peer.Link link) throws IOException {
        rig.advance(HOUR);
        long written = rig.counters.snapshot().written();
        rig.offer("probe");
        rig.untilWritten(written + 1);
        confirm.acceptWitness();
        confirm.readToEnd(link);
        rig.advance(Duration.ofSeconds(30));
        return confirm.reconnect();
    }
}
