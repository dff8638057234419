// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.internal.sender.ConfirmRig.QUIET;
import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.release.QuietTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quiet time between the last byte of a connection and the client's end of it; stepped without a thread. */
class QuietTimeTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final String MORE_THAN_IS_READ_IN_ONE_GO = "x".repeat(200_000);

    private final ConfirmRig confirm = new ConfirmRig();
    private final SenderRig rig = confirm.rig;
    private Peer.Link first;

    @BeforeEach
    void connect() throws IOException {
        first = rig.connect(confirm.peer);
        confirm.send("one");
        first.read(4);
    }

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private boolean hasEnded(Peer.Link link) throws IOException {
        confirm.steps();
        return link.isEnded();
    }

    /** The one event is written again, on a connection that comes after the backoff, and not released. */
    private void assertReplayed() throws IOException {
        long written = rig.counters.snapshot().written();
        Peer.Link next = confirm.reconnect();
        rig.untilWritten(written + 1);
        assertThat(next.read(4)).isEqualTo("one\n");
        assertThat(confirm.released()).isZero();
        rig.assertAccounts();
    }

    @Test
    void aConnectThatSentItsSynAgainDoesNotMakeTheQuietTimeLongerThanASecond() {
        assertThat(QuietTime.nanos(1_000_000)).isEqualTo(10_000_000);
        assertThat(QuietTime.nanos(40_000_000)).isEqualTo(80_000_000);
        assertThat(QuietTime.nanos(1_020_000_000)).isEqualTo(1_000_000_000);
        assertThat(QuietTime.nanos(3_050_000_000L)).isEqualTo(1_000_000_000);
    }

    @Test
    void theEndLeavesWhenTheQuietTimeIsOver() throws IOException {
        confirm.callWitness();
        rig.advance(QUIET.minus(Duration.ofNanos(1)));
        assertThat(hasEnded(first)).isFalse();

        rig.advance(Duration.ofNanos(1));

        assertThat(hasEnded(first)).isTrue();
    }

    @Test
    void itLastsTwiceAsLongAsTheConnectOfTheWitness() throws IOException {
        rig.advance(ConfirmRig.INTERVAL);
        rig.step();
        rig.advance(Duration.ofMillis(30)); // the sender sees only then that the connect is over
        confirm.acceptWitness();
        rig.advance(Duration.ofMillis(60).minus(MILLI));
        assertThat(hasEnded(first)).isFalse();

        rig.advance(MILLI);

        assertThat(hasEnded(first)).isTrue();
    }

    @Test
    void writingGoesOnOverTheWitnessMeanwhile() throws IOException {
        Peer.Link second = confirm.callWitness();

        confirm.send("two");

        assertThat(second.read(4)).isEqualTo("two\n");
        assertThat(hasEnded(first)).isFalse();
        confirm.end(first);
        rig.advance(WITNESS);
        rig.step();
        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void whatComesLaterDoesNotProlongIt() throws IOException {
        confirm.callWitness();
        rig.advance(QUIET.minus(MILLI));
        confirm.send("two");

        rig.advance(MILLI);

        assertThat(hasEnded(first)).isTrue();
    }

    @Test
    void aCollectorThatEndsByItselfInItProvesNothing() throws IOException {
        confirm.callWitness();
        confirm.send("two");

        first.endOutput();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);

        assertReplayed();
    }

    @Test
    void aCollectorThatResetsInItProvesNothing() throws IOException {
        confirm.callWitness();

        first.reset();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);

        assertReplayed();
    }

    @Test
    void anEndBehindMuchTalkIsOneThatCameBeforeOurs() throws IOException, InterruptedException {
        confirm.callWitness();
        Thread talker = new Thread(() -> {
            try {
                first.write("x".repeat(8 << 20));
                first.endOutput();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        talker.start();
        rig.until(() -> !talker.isAlive()); // what is left, and the end, lies in the kernels
        talker.join();

        rig.advance(QUIET);
        rig.until(() -> rig.selector.keys().size() == 1);
        rig.advance(WITNESS);

        assertReplayed();
    }

    @Test
    void theEndWaitsUntilEverythingHasBeenRead() throws IOException {
        confirm.callWitness();
        first.write(MORE_THAN_IS_READ_IN_ONE_GO);
        rig.awaitNews();
        rig.advance(QUIET);
        rig.step();
        assertThat(first.isEnded()).isFalse();

        confirm.end(first);
        rig.advance(WITNESS);
        rig.step();

        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void aCollectorThatTalksForLongerThanTheWriteTimeoutDoesNotConfirm() throws IOException {
        confirm.callWitness();
        first.write(MORE_THAN_IS_READ_IN_ONE_GO);
        rig.awaitNews();

        rig.advance(QUIET.plusSeconds(30));
        rig.step();

        assertThat(rig.heard.warnings).singleElement().asString().contains("did not end its side");
        assertReplayed();
    }

    @Test
    void aWitnessWhoseEndLiesBehindItsTalkProvesNothing() throws IOException {
        Peer.Link second = confirm.callWitness();
        confirm.end(first);
        second.write(MORE_THAN_IS_READ_IN_ONE_GO);
        second.endOutput();
        rig.awaitNews();

        rig.advance(WITNESS);
        rig.step();

        assertReplayed();
    }

    @Test
    void theEndOfTheSessionWaitsToo() throws IOException {
        rig.intake.close();
        rig.requests.close(rig.now + Duration.ofMinutes(1).toNanos());
        confirm.acceptWitness();
        rig.advance(QUIET.minus(MILLI));
        assertThat(hasEnded(first)).isFalse();

        rig.advance(MILLI);
        assertThat(hasEnded(first)).isTrue();
        first.close();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);
        rig.untilFinished();

        assertThat(confirm.released()).isEqualTo(1);
    }

    @Test
    void anEndWithoutAProofDoesNotWait() throws IOException {
        try (ConfirmRig replay = new ConfirmRig(options -> options.option("delivery", "REPLAY"))) {
            Peer.Link link = replay.rig.connect(replay.peer);
            replay.rig.requests.close(replay.rig.now + Duration.ofMinutes(1).toNanos());
            replay.steps();

            assertThat(link.isEnded()).isTrue();
        }
    }
}
