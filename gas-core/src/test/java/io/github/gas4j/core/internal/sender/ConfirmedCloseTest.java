// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a confirming sender comes to its end, or to another configuration; stepped without a thread. */
class ConfirmedCloseTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final ConfirmRig confirm = new ConfirmRig();
    private final SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private void requestClose() {
        rig.intake.close();
        rig.requests.close(rig.now + TIMEOUT.toNanos());
    }

    @Test
    void theEndIsConfirmedToo() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        rig.offer("two");
        requestClose();
        Peer.Link witness = confirm.acceptWitness();

        assertThat(confirm.end(first)).isEqualTo("one\ntwo\n");
        rig.step();
        assertThat(rig.sender.isFinished()).as("the witness has time yet").isFalse();
        rig.advance(WITNESS);
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(confirm.released()).isEqualTo(2);
        assertThat(rig.dropped()).isZero();
        assertThat(witness.readToEnd()).isEmpty();
        rig.assertAccounts();
    }

    @Test
    void nothingUnconfirmedNeedsNoWitness() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.rotate(first);

        requestClose();
        confirm.end(second);
        rig.untilFinished();

        assertThat(rig.counters.connections()).isEqualTo(2);
        assertThat(rig.sender.hasDeliveredAll()).isTrue();
    }

    @Test
    void aCollectorThatDoesNotEndIsWaitedForUntilTheDeadlineAndNotBelieved() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        requestClose();
        confirm.acceptWitness();
        confirm.readToEnd(first);
        rig.advance(TIMEOUT.minus(WITNESS).minus(ConfirmRig.QUIET).minus(MILLI));
        rig.step();
        rig.step();
        assertThat(rig.sender.isFinished()).isFalse();
        rig.step();
        assertThat(rig.counters.connections()).as("not given up for another").isEqualTo(1);

        rig.advance(MILLI);
        rig.step();
        assertThat(rig.sender.isFinished()).isTrue();
        rig.sender.finish(true);

        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertMayHaveArrived();
    }

    @Test
    void anEndWithoutAWitnessIsNotBelieved() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.peer.refuse();
        requestClose();
        assertThat(confirm.readToEnd(first)).isEqualTo("one\n");
        first.close();
        rig.until(() -> rig.counters.failedAttempts() == 1);
        rig.advance(TIMEOUT);

        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertMayHaveArrived();
    }

    private void assertMayHaveArrived() {
        assertThat(confirm.released()).isZero();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        assertThat(rig.heard.drops)
                .singleElement()
                .satisfies(drop -> assertThat(drop.mayHaveArrived()).isEqualTo(1));
        rig.assertAccounts();
    }

    @Test
    void aCrashInTheEndReplaysToWhoeverIsThere() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        requestClose();
        Peer.Link witness = confirm.acceptWitness();
        confirm.end(first);
        witness.reset();
        rig.awaitNews();
        rig.until(ConnectionState.BACKING_OFF);
        rig.advance(Duration.ofMillis(50));

        rig.untilWritten(2);
        Peer.Link second = confirm.peer.accept();
        confirm.acceptWitness();
        assertThat(confirm.end(second)).isEqualTo("one\n");
        rig.advance(WITNESS);
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void aRotationUnderWayIsFollowedByTheLastOne() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.callWitness();
        confirm.readToEnd(first);
        rig.offer("two");
        requestClose();

        first.close();
        rig.awaitNews();
        rig.untilWritten(2);
        rig.advance(WITNESS);
        confirm.acceptWitness();
        assertThat(confirm.end(second)).isEqualTo("two\n");
        rig.advance(WITNESS);
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(confirm.released()).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void anotherDestinationGetsOnlyWhatTheLastOneDidNotConfirm() throws IOException {
        try (Peer other = new Peer()) {
            Peer.Link first = rig.connect(confirm.peer);
            confirm.send("one");
            reconfigureTo(other);
            confirm.acceptWitness();
            rig.offer("two");
            confirm.end(first);
            rig.advance(WITNESS);
            rig.until(() -> rig.counters.connections() == 2);
            Peer.Link second = other.accept();
            rig.untilWritten(2);

            assertThat(second.read(4)).isEqualTo("two\n");
            assertThat(confirm.released()).isEqualTo(1);
        }
    }

    @Test
    void anotherDestinationGetsEverythingIfTheLastOneDoesNotEndInTime() throws IOException {
        try (Peer other = new Peer()) {
            Peer.Link first = rig.connect(confirm.peer);
            confirm.send("one");
            reconfigureTo(other);
            confirm.acceptWitness();
            confirm.readToEnd(first);
            rig.advance(Duration.ofMillis(500));
            rig.until(() -> rig.counters.connections() == 2);
            Peer.Link second = other.accept();
            rig.untilWritten(2);

            assertThat(second.read(4)).isEqualTo("one\n");
            assertThat(confirm.released()).isZero();
            rig.assertAccounts();
        }
    }

    private void reconfigureTo(Peer other) {
        rig.requests.reconfigure(SenderRig.config(other, options -> options.option("delivery", "CONFIRMED")));
    }
}
