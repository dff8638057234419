// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.internal.sender.ConfirmRig.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Collectors that have confirmed and then hang: for how long they are waited for; stepped without a thread. */
class HangingCollectorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ConfirmRig confirm = new ConfirmRig(options -> options.option("maxRetries", "-1"));
    private final SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    /** Goes through rotations that the collector does not answer, as one does that hangs. */
    private void hang(Duration time) throws IOException {
        for (long end = rig.now + time.toNanos(); rig.now - end < 0; ) {
            for (int i = 0; i < 20; i++) {
                rig.step();
                rig.advance(Duration.ofMillis(500));
            }
            confirm.peer.acceptAll();
        }
        while (rig.sender.state() != ConnectionState.CONNECTED) {
            rig.advance(Duration.ofMillis(500));
            rig.step();
        }
        confirm.peer.resetAll();
        rig.until(BACKING_OFF);
    }

    @Test
    void oneThatHasConfirmedAndHangsIsNotGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        confirm.send("two");

        hang(Duration.ofMinutes(10));

        assertThat(confirm.isDowngraded()).isFalse();
        assertThat(confirm.released()).as("nobody has read two").isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void oneThatHangsAfterAnIdleDayIsNotGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        rig.advance(Duration.ofDays(1));
        confirm.send("two");

        hang(Duration.ofMinutes(10));

        assertThat(confirm.isDowngraded()).isFalse();
        assertThat(confirm.released()).as("nobody has read two").isEqualTo(1);
    }

    @Test
    void oneThatHasNotConfirmedForAnHourIsGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        confirm.send("two");

        hang(HOUR.plusMinutes(3));

        assertThat(confirm.isDowngraded()).isTrue();
        assertThat(rig.heard.warnings)
                .filteredOn(line -> line.contains("did not confirm"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .as("all failures of the hour")
                .containsPattern(" \\d{2,} times in a row");
    }

    @Test
    void failuresOfLongAgoAreNotCountedTogetherWithNewOnes() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        confirm.send("two");
        for (int i = 0; i < 3; i++) {
            confirm.hangUpOnWitness();
        }
        rig.advance(INTERVAL);
        confirm.steps(); // the third failure is counted
        assertThat(confirm.isDowngraded()).isFalse();

        rig.advance(HOUR.plusMinutes(1));
        confirm.hangUpOnWitness();
        rig.advance(INTERVAL);
        confirm.steps();

        assertThat(confirm.isDowngraded()).isFalse();
    }
}
