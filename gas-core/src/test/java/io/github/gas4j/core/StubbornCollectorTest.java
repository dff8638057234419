// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static io.github.gas4j.core.ConfirmRig.INTERVAL;
import static io.github.gas4j.core.ConfirmRig.WITNESS;
import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

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

    private final ConfirmRig confirm = new ConfirmRig(options -> options.maxRetries(-1));
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

    private boolean isDowngraded() {
        return isDowngraded(rig);
    }

    private static boolean isDowngraded(SenderRig rig) {
        return rig.heard.warnings.stream().anyMatch(line -> line.contains("delivery=REPLAY from now on"));
    }

    /** Lets the time for a rotation come, and hangs up on the witness. */
    private void hangUpOnWitness() throws IOException {
        rig.advance(INTERVAL);
        steps();
        confirm.peer.accept().close();
        rig.awaitNews();
        steps();
    }

    private void beGivenUp() throws IOException {
        for (int i = 0; i < 3; i++) {
            hangUpOnWitness();
        }
        assertThat(isDowngraded()).isFalse();
        rig.advance(INTERVAL);
        steps();
        assertThat(isDowngraded()).isTrue();
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

        assertThat(isDowngraded()).isFalse();
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

        assertThat(isDowngraded()).isFalse();
        assertThat(confirm.released()).as("nobody has read two").isEqualTo(1);
    }

    @Test
    void oneThatHasNotConfirmedForAnHourIsGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        confirm.send("two");

        hang(HOUR.plusMinutes(3));

        assertThat(isDowngraded()).isTrue();
    }

    @Test
    void failuresOfLongAgoAreNotCountedTogetherWithNewOnes() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.rotate(link);
        confirm.send("two");
        for (int i = 0; i < 3; i++) {
            hangUpOnWitness();
        }
        rig.advance(INTERVAL);
        steps(); // the third failure is counted
        assertThat(isDowngraded()).isFalse();

        rig.advance(HOUR.plusMinutes(1));
        hangUpOnWitness();
        rig.advance(INTERVAL);
        steps();

        assertThat(isDowngraded()).isFalse();
    }

    @Test
    void oneThatCannotBeReachedIsNotGivenUp() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, SenderRig.loopback());
                SenderRig lost = new SenderRig(GasConfig.builder()
                        .destination("127.0.0.1:" + server.getLocalPort())
                        .delivery(Delivery.CONFIRMED)
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

            assertThat(isDowngraded(lost)).isFalse();
            assertThat(lost.counters.released.sum()).isZero();
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
            assertThat(isDowngraded()).isFalse();
            rig.advance(INTERVAL);
            steps();
            confirm.peer.accept();
            link.close(); // the newest connection wins
            rig.awaitNews();
            steps();
            rig.advance(ConfirmRig.WITNESS);
            link = confirm.reconnect();
            rig.untilWritten(2 + i);
        }

        assertThat(isDowngraded()).isTrue();
        rig.assertAccounts();
    }

    @Test
    void oneThatCrashesWhileTheWitnessIsCalledIsNotGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 0; i < 5; i++) {
            rig.advance(INTERVAL);
            steps();
            Peer.Link witness = confirm.peer.accept();
            link.reset();
            rig.awaitNews();
            steps();
            witness.reset();
            rig.awaitNews();
            link = confirm.reconnect();
            rig.untilWritten(2 + i);
        }

        assertThat(isDowngraded()).isFalse();
    }

    @Test
    void oneThatDoesNotReadIsNotGivenUp() throws IOException {
        try (ConfirmRig hung = new ConfirmRig(options -> options.maxRetries(-1).bufferSize(4 << 20))) {
            hung.rig.until(ConnectionState.CONNECTED);
            hung.rig.fill(1_000);
            for (int i = 0; i < 600; i++) {
                hung.rig.step();
                hung.rig.advance(Duration.ofMillis(500));
                if (i % 20 == 0) {
                    hung.peer.acceptAll();
                }
            }

            assertThat(isDowngraded(hung.rig)).isFalse();
            assertThat(hung.released()).isZero();
            assertThat(hung.rig.counters.connections.sum()).isGreaterThan(3);
        }
    }

    @Test
    void oneThatHangsUpOnTheWitnessWhileTheConnectionIsOpenIsGivenUp() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        for (int i = 1; i <= 3; i++) {
            Peer.Link witness = confirm.callWitness();
            link.readToEndAfter(rig::step);
            witness.close();
            rig.awaitNews();
            rig.step();
            rig.advance(WITNESS);
            rig.until(BACKING_OFF);
            link = confirm.reconnect();
            rig.untilWritten(1 + i);
        }

        assertThat(isDowngraded()).isTrue();
    }

    @Test
    void aProbeThatIsHungUpOnIsMadeAgainAnHourLater() throws IOException {
        Peer.Link link = rig.connect(confirm.peer);
        confirm.send("one");
        beGivenUp();
        for (int i = 0; i < 2; i++) {
            rig.advance(HOUR);
            rig.offer("probe");
            hangUpOnWitness();
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
        steps();

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
                hangUpOnWitness();
                rig.advance(Duration.ofMinutes(25));
            }
            steps();
            assertThat(isDowngraded()).isTrue();
            confirm.send("three");

            rig.requests.reconfigure(SenderRig.config(other, options -> options.delivery(Delivery.CONFIRMED)));
            steps();
            rig.advance(Duration.ofMillis(500));
            rig.until(() -> rig.counters.connections.sum() == 3);

            rig.until(() -> rig.counters.written.sum() > 3);
            assertThat(readLines(other.accept())).contains("three");
        }
    }

    private List<String> readLines(Peer.Link link) {
        steps();
        return link.readAvailable().lines().toList();
    }

    @Test
    void anotherDestinationDoesNotWaitForARotationThatTheOldOneDoesNotAnswer() throws IOException {
        try (Peer other = new Peer()) {
            Peer.Link first = rig.connect(confirm.peer);
            confirm.send("one");
            Peer.Link second = confirm.callWitness();
            first.readToEndAfter(rig::step);
            rig.advance(Duration.ofMillis(800));
            rig.requests.reconfigure(SenderRig.config(other, options -> options.delivery(Delivery.CONFIRMED)));
            rig.step();
            rig.offer("two");
            rig.advance(Duration.ofMillis(300)); // a second after our end writing would go on over the witness
            steps();
            assertThat(rig.counters.connections.sum()).isEqualTo(1);

            rig.advance(Duration.ofMillis(200));
            rig.untilWritten(3);

            assertThat(other.accept().read(8)).isEqualTo("one\ntwo\n");
            assertThat(second.readAvailable()).isEmpty();
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
            steps();
            confirm.peer.accept().close();
            rig.awaitNews();
            copies += link.readToEndAfter(rig::step).contains("one\n") ? 1 : 0;
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
