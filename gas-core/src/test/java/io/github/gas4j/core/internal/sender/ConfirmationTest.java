// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts as the collector's proof that it has read everything, and what does not; stepped without a thread. */
class ConfirmationTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private ConfirmRig confirm = new ConfirmRig();
    private SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private void rigWith(ConfirmRig other) throws IOException {
        confirm.close();
        confirm = other;
        rig = other.rig;
    }

    @Test
    void nothingIsReleasedBeforeTheWitnessHasOutlivedTheConnection() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one", "two");
        confirm.callWitness();
        assertThat(confirm.end(first)).isEqualTo("one\ntwo\n");

        rig.advance(WITNESS.minus(MILLI));
        rig.step();
        assertThat(confirm.released()).isZero();

        rig.advance(MILLI);
        rig.step();
        assertThat(confirm.released()).isEqualTo(2);
        assertThat(rig.buffer().usedBytes()).isZero();
        rig.assertAccounts();
    }

    @Test
    void theWitnessIsWrittenToNext() throws IOException {
        rigWith(new ConfirmRig(options -> options.header(Bytes.of("<log>")).footer(Bytes.of("</log>"))));
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.callWitness();
        assertThat(confirm.end(first)).isEqualTo("<log>\none\n</log>\n");

        confirm.send("two");

        assertThat(second.read(10)).isEqualTo("<log>\ntwo\n");
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(rig.counters.connections()).isEqualTo(2);
        assertThat(rig.counters.snapshot().replayed()).isZero();
    }

    @Test
    void eachRotationReleasesWhatItsConnectionHadTaken() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        for (int i = 1; i <= 4; i++) {
            confirm.send("event");
            link = confirm.rotate(link);
            assertThat(confirm.released()).isEqualTo(i);
        }
        assertThat(rig.counters.connections()).isEqualTo(5);
        assertThat(rig.selector.selectNow()).isZero();
        assertThat(rig.selector.keys()).as("connections that are open").hasSize(1);
        rig.assertAccounts();
    }

    @Test
    void whatWasEvictedMeanwhileIsNotReleasedOnceMore() throws IOException {
        rigWith(new ConfirmRig(options -> options.option("overflow", "DROP_OLDEST")));
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        int events = rig.fill(1_000);
        rig.step();
        assertThat(rig.dropped(DropReason.BUFFER_FULL)).isGreaterThan(1);
        assertThat(rig.counters.snapshot().freed()).isGreaterThan(1);

        confirm.end(first);
        rig.advance(ConfirmRig.WITNESS);
        rig.step();

        assertThat(rig.counters.connections()).isEqualTo(2);
        assertThat(confirm.released()).as("one was dropped").isZero();
        assertThat(rig.counters.snapshot().offered()).isGreaterThan(events);
        rig.assertAccounts();
    }

    @Test
    void anEndThatComesBeforeOursProvesNothing() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();

        first.endOutput(); // in the last moment: the next step would end our side
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);

        assertReplayed();
    }

    @Test
    void aWitnessThatIsResetWithTheConnectionReplaysEverything() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link witness = confirm.callWitness();
        confirm.end(first);
        rig.advance(WITNESS.minus(MILLI));
        rig.step();

        witness.reset();
        rig.awaitNews();
        rig.advance(MILLI);

        assertReplayed();
    }

    @Test
    void aWitnessThatEndsBeforeTheConnectionReplaysEverything() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link witness = confirm.callWitness();
        confirm.readToEnd(first);

        witness.close();
        first.close();
        rig.awaitNews();
        rig.step();

        assertReplayed();
    }

    @Test
    void aResetAfterOurEndReplaysEverything() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.readToEnd(first);

        first.reset();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);

        assertReplayed();
    }

    @Test
    void noEndWithinTheWriteTimeoutReplaysEverything() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.readToEnd(first);
        rig.advance(Duration.ofSeconds(30).minus(MILLI));
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);

        rig.advance(MILLI);

        assertReplayed();
        assertThat(rig.heard.warnings).singleElement().asString().contains("did not end its side");
    }

    /** The one event is written again, on a connection that comes after the backoff, and not released. */
    private void assertReplayed() throws IOException {
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        Peer.Link next = confirm.reconnect();
        rig.untilWritten(2);
        assertThat(next.read(4)).isEqualTo("one\n");
        assertThat(confirm.released()).isZero();
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void theWitnesssTimeBeginsWhenTheEndIsRead() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.readToEnd(first);
        first.close();
        rig.awaitNews();

        rig.tick = Duration.ofMillis(30).toNanos(); // the sender's thread is stalled between any two lines
        rig.step();
        rig.step();

        assertThat(rig.counters.connections()).as("the end was read").isEqualTo(2);
        assertThat(confirm.released()).isZero();
    }

    @Test
    void whatGoesOverTheWitnessMeanwhileIsNotReleasedWithTheConnection() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.callWitness();
        confirm.readToEnd(first);
        confirm.send("two");

        assertThat(second.read(4)).isEqualTo("two\n");
        first.close();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);
        rig.step();
        assertThat(confirm.released()).as("what the first connection had taken").isEqualTo(1);
        assertThat(rig.counters.snapshot().sent() - rig.counters.snapshot().freed())
                .isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void theNextConnectionsHeaderIsWrittenAtOnce() throws IOException {
        rigWith(new ConfirmRig(options -> options.header(Bytes.of("<log>"))));
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");

        Peer.Link second = confirm.callWitness();

        assertThat(second.readLine()).isEqualTo("<log>\n");
        assertThat(first.readAvailable()).isEqualTo("<log>\none\n");
    }

    @Test
    void aWitnessLostWhileItIsWrittenToReplaysBothConnections() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.callWitness();
        confirm.readToEnd(first);
        confirm.send("two");

        second.reset();
        first.reset();

        Peer.Link third = confirm.reconnect();
        rig.untilWritten(4);
        assertThat(third.read(8)).isEqualTo("one\ntwo\n");
        assertThat(confirm.released()).isZero();
        assertThat(rig.selector.keys().stream().filter(key -> key.isValid())).hasSize(1);
    }

    @Test
    void whatTheCollectorSaysIsReadToItsEnd() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.readToEnd(first);

        first.write("x".repeat(500_000));
        first.close();
        rig.until(() -> rig.selector.keys().size() == 1);
        rig.advance(WITNESS);
        rig.step();

        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void aConfirmationProvesTheConnection() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.rotate(first);

        second.reset();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.failedAttempts()).isZero();
    }

    @Test
    void unconfirmedEventsThatAreEvictedAreDropsThatMayHaveArrived() throws IOException {
        rigWith(new ConfirmRig(options -> options.option("overflow", "DROP_OLDEST")));
        Peer.Link first = rig.connect(confirm.peer);
        confirm.peer.refuse();

        for (int i = 0; i < 62; i++) {
            rig.offer(Bytes.event(i, 1_019));
            rig.untilWritten(i + 1);
            first.read(1_020);
        }
        rig.step();

        assertThat(confirm.released()).isZero();
        assertThat(rig.dropped(DropReason.BUFFER_FULL)).isPositive();
        rig.until(() -> !rig.heard.drops.isEmpty());
        assertThat(rig.heard.drops)
                .allSatisfy(drop -> assertThat(drop.mayHaveArrived()).isEqualTo(drop.count()));
        rig.assertAccounts();
    }
}
