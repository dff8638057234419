// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.internal.sender.ConfirmRig.INTERVAL;
import static io.github.gas4j.core.internal.sender.ConfirmRig.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Collectors that take no second connection, hang, or cannot be reached, under {@link Delivery#CONFIRMED}: which of them
 * are given up, and what it must not cost; stepped without a thread.
 */
class StubbornCollectorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ConfirmRig confirm = new ConfirmRig(options -> options.option("maxRetries", "-1"));
    private final SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private void beGivenUp() throws IOException {
        for (int i = 0; i < 3; i++) {
            confirm.hangUpOnWitness();
        }
        assertThat(confirm.isDowngraded()).isFalse();
        rig.advance(INTERVAL);
        confirm.steps();
        assertThat(confirm.isDowngraded()).isTrue();
    }

    @Test
    void oneThatCannotBeReachedIsNotGivenUp() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, SenderRig.loopback());
                SenderRig lost = new SenderRig(GasConfig.builder()
                        .option("destination", "127.0.0.1:" + server.getLocalPort())
                        .option("delivery", "CONFIRMED")
                        .build())) {
            lost.until(ConnectionState.CONNECTED);
            lost.offer("one");
            lost.untilWritten(1);
            fillers.add(
                    new Socket(SenderRig.loopback(), server.getLocalPort())); // the backlog is full: SYNs get no answer

            for (int i = 0; i < 300; i++) {
                lost.advance(Duration.ofMillis(500));
                lost.step();
            }

            assertThat(ConfirmRig.isDowngraded(lost)).isFalse();
            assertThat(lost.counters.snapshot().released()).isZero();
            assertThat(lost.heard.warnings)
                    .as("told once why nothing is released")
                    .filteredOn(line -> line.contains("did not answer a second connection 3 times"))
                    .hasSize(1);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void oneThatTakesOnlyOneConnectionAtATimeIsGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 0; i < 3; i++) {
            assertThat(confirm.isDowngraded()).isFalse();
            rig.advance(INTERVAL);
            confirm.steps();
            confirm.peer.accept();
            link.close(); // the newest connection wins
            rig.awaitNews();
            confirm.steps();
            rig.advance(ConfirmRig.WITNESS);
            link = confirm.reconnect();
            rig.untilWritten(2 + i);
        }

        assertThat(confirm.isDowngraded()).isTrue();
        rig.assertAccounts();
    }

    @Test
    void oneThatCrashesWhileTheWitnessIsCalledIsNotGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 0; i < 5; i++) {
            rig.advance(INTERVAL);
            confirm.steps();
            Peer.Link witness = confirm.peer.accept();
            link.reset();
            rig.awaitNews();
            confirm.steps();
            witness.reset();
            rig.awaitNews();
            link = confirm.reconnect();
            rig.untilWritten(2 + i);
        }

        assertThat(confirm.isDowngraded()).isFalse();
    }

    @Test
    void oneThatDoesNotReadIsNotGivenUp() throws IOException {
        try (ConfirmRig hung =
                new ConfirmRig(options -> options.option("maxRetries", "-1").option("bufferSize", "4MiB"))) {
            hung.rig.until(ConnectionState.CONNECTED);
            hung.rig.fill(1_000);
            for (int i = 0; i < 600; i++) {
                hung.rig.step();
                hung.rig.advance(Duration.ofMillis(500));
                if (i % 20 == 0) {
                    hung.peer.acceptAll();
                }
            }

            assertThat(ConfirmRig.isDowngraded(hung.rig)).isFalse();
            assertThat(hung.released()).isZero();
            assertThat(hung.rig.counters.connections()).isGreaterThan(3);
        }
    }

    @Test
    void oneThatHangsUpOnTheWitnessWhileTheConnectionIsOpenIsGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 3; i++) {
            Peer.Link witness = confirm.callWitness();
            confirm.readToEnd(link);
            witness.close();
            rig.awaitNews();
            rig.step();
            rig.advance(WITNESS);
            rig.until(BACKING_OFF);
            link = confirm.reconnect();
            rig.untilWritten(1 + i);
        }

        assertThat(confirm.isDowngraded()).isTrue();
    }

    @Test
    void aProbeThatIsHungUpOnIsMadeAgainAnHourLater() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        beGivenUp();
        for (int i = 0; i < 2; i++) {
            rig.advance(HOUR);
            rig.offer("probe");
            confirm.hangUpOnWitness();
        }

        rig.advance(HOUR);
        confirm.send("two");
        confirm.acceptWitness();
        confirm.end(link);
        rig.advance(WITNESS);
        rig.step();

        assertThat(rig.heard.news).anyMatch(line -> line.endsWith("delivery=CONFIRMED again"));
    }

    @Test
    void aProbeInWhichTheCollectorCrashesIsNotMadeAgainAtOnce() throws IOException {
        rig.connect(confirm.peer);
        confirm.send("one");
        beGivenUp();
        rig.advance(HOUR);
        confirm.send("two");
        confirm.acceptWitness();
        confirm.peer.resetAll();
        rig.until(BACKING_OFF);

        confirm.reconnect();
        rig.advance(INTERVAL);
        confirm.steps();

        assertThat(rig.selector.keys()).as("connections that are open").hasSize(1);
    }

    @Test
    void anEarlierProofDoesNotVouchForALaterEnd() throws IOException {
        try (Peer other = new Peer()) {
            Peer.Link link = rig.connect(confirm.peer);
            confirm.send("one");
            confirm.rotate(link);
            confirm.send("two");
            for (int i = 0; i < 4; i++) {
                confirm.hangUpOnWitness();
                rig.advance(Duration.ofMinutes(25));
            }
            confirm.steps();
            assertThat(confirm.isDowngraded()).isTrue();
            confirm.send("three");

            rig.requests.reconfigure(SenderRig.config(other, options -> options.option("delivery", "CONFIRMED")));
            confirm.steps();
            rig.advance(Duration.ofMillis(500));
            rig.until(() -> rig.counters.connections() == 3);

            rig.until(() -> rig.counters.snapshot().written() > 3);
            assertThat(readLines(other.accept())).contains("three");
        }
    }

    private List<String> readLines(Peer.Link link) {
        confirm.steps();
        return link.readAvailable().lines().toList();
    }

    @Test
    void anotherDestinationDoesNotWaitForARotationThatTheOldOneDoesNotAnswer() throws IOException {
        try (Peer other = new Peer()) {
            Peer.Link first = rig.connect(confirm.peer);
            confirm.send("one");
            confirm.callWitness();
            confirm.readToEnd(first);
            confirm.send("two");
            rig.requests.reconfigure(SenderRig.config(other, options -> options.option("delivery", "CONFIRMED")));
            rig.step();
            rig.advance(Duration.ofMillis(499));
            confirm.steps();
            assertThat(rig.counters.connections()).isEqualTo(2);

            rig.advance(Duration.ofMillis(1));
            rig.untilWritten(4);

            assertThat(other.accept().read(8)).isEqualTo("one\ntwo\n");
            assertThat(rig.heard.warnings).isEmpty();
            rig.assertAccounts();
        }
    }

    @Test
    void anEndWithoutAWitnessWritesEverythingAgainOnce() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        rig.intake.close();
        rig.requests.close(rig.now + Duration.ofMinutes(2).toNanos());
        int copies = 0;
        while (!rig.sender.isFinished() && copies < 10) {
            confirm.steps();
            confirm.peer.accept().close();
            rig.awaitNews();
            copies += confirm.readToEnd(link).contains("one\n") ? 1 : 0;
            link.close();
            rig.awaitNews();
            rig.step();
            if (!rig.sender.isFinished()) {
                rig.until(ConnectionState.CONNECTED);
                link = confirm.peer.accept();
            }
        }

        assertThat(copies).isEqualTo(2);
    }
}
