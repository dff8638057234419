// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.internal.sender.ConfirmRig.INTERVAL;
import static io.github.gas4j.core.internal.sender.ConfirmRig.QUIET;
import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For how long a confirming sender sleeps: neither past what is due, nor so little that it spins. */
class SessionDeadlinesTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final ConfirmRig confirm = new ConfirmRig();
    private final SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    @Test
    void withNothingUnconfirmedItSleepsForEver() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(first);

        assertThat(rig.sleep()).isEqualTo(FOR_EVER);
    }

    @Test
    void withSomethingUnconfirmedItSleepsUntilTheInterval() throws IOException {
        rig.connect(confirm.peer);
        confirm.send("one");
        assertThat(rig.sleep()).as("until a look at the send queue").isEqualTo(Duration.ofSeconds(1));

        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.sleep()).isEqualTo(INTERVAL.minusSeconds(1));

        rig.advance(INTERVAL.minusSeconds(1).minus(MILLI));
        assertThat(rig.sleep()).isEqualTo(MILLI);
    }

    @Test
    void theWitnessIsLookedAtAfterItsFirstMoment() throws IOException {
        rig.connect(confirm.peer);
        confirm.send("one");
        rig.advance(INTERVAL);

        assertThat(rig.sleep()).isEqualTo(WITNESS);
    }

    @Test
    void itSleepsThroughTheQuietTimeThenUntilTheTimeout() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        assertThat(rig.sleep()).isEqualTo(QUIET);

        confirm.readToEnd(first);
        assertThat(rig.sleep()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void afterTheConnectionsEndItSleepsUntilTheWitnessIsBelieved() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.end(first);

        assertThat(rig.sleep()).isEqualTo(WITNESS);
    }

    @Test
    void afterAResetItSleepsUntilTheWitnessTells() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.readToEnd(first);
        first.reset();
        rig.awaitNews();

        assertThat(rig.sleep()).isEqualTo(WITNESS);
    }

    @Test
    void anEndThatWasAskedForMeanwhileFollowsARotationAtOnce() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.callWitness();
        confirm.end(first);
        rig.intake.close();
        rig.requests.close(rig.now + Duration.ofMinutes(1).toNanos());
        rig.advance(WITNESS);

        rig.step();

        assertThat(confirm.released()).isEqualTo(1);
        assertThat(rig.wait).isZero();
    }

    @Test
    void whatWasWrittenDuringARotationWaitsForTheNextOneFromItsEndOn() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link second = confirm.callWitness();
        confirm.send("two");
        assertThat(second.read(4)).isEqualTo("two\n");
        confirm.readToEnd(first);
        rig.advance(Duration.ofSeconds(1));
        confirm.steps(); // sees that everything has arrived, so that no look at the send queue wakes it
        first.close();
        rig.awaitNews();
        rig.step();
        rig.advance(WITNESS);

        rig.step();

        assertThat(confirm.released()).isEqualTo(1);
        assertThat(rig.wait).isEqualTo(INTERVAL.toNanos());
    }
}
