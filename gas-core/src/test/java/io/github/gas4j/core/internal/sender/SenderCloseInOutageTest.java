// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.DropReason.SHUTDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a sender that has lost its collector comes to its end, stepped without a thread. */
class SenderCloseInOutageTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Peer peer = new Peer(4_096);
    private final SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void requestClose() {
        rig.intake.close();
        rig.requests.close(rig.now + TIMEOUT.toNanos());
    }

    @Test
    void aClientThatHasBeenConnectedTriesUntilTheDeadline() throws Exception {
        loseConnection();
        requestClose();

        long attempts = runUntilFinished(() -> {});

        assertThat(rig.now - rig.began).isBetween(TIMEOUT.toNanos(), TIMEOUT.toNanos() + 1_000_000_000L);
        assertThat(attempts).as("one after another, 50 ms apart").isBetween(1_000L, 1_250L);
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void aClientThatHasBeenConnectedDeliversToACollectorThatComesBackMeanwhile() throws Exception {
        loseConnection();
        requestClose();
        long back = rig.now + Duration.ofMillis(300).toNanos();

        runUntilFinished(() -> rig.resolves = rig.now - back >= 0);

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(rig.now - back)
                .as("a wait, and half a second for the collector's end")
                .isLessThan(Duration.ofMillis(700).toNanos());
        rig.assertAccounts();
    }

    @Test
    void aCollectorThatHangsUpIsWrittenToOnlyAFewTimesWhileTheClientCloses() throws Exception {
        loseConnection();
        rig.resolves = true;
        requestClose();

        runUntilFinished(this::hangUp);

        assertThat(rig.counters.connections()).isBetween(5L, 40L);
        rig.assertAccounts();
    }

    @Test
    void anotherDestinationHasToBeConnectedToFirst() throws Exception {
        loseConnection();
        try (Peer other = new Peer()) {
            rig.requests.reconfigure(SenderRig.config(other, options -> options));
            requestClose();
            rig.untilFinished();
        }

        assertThat(rig.now).isEqualTo(rig.began);
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(1);
    }

    private void hangUp() {
        try {
            if (!rig.selector.keys().isEmpty()) {
                peer.resetAll();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes an event to a connection that is reset then; from now on no name is known. */
    private void loseConnection() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.offer("event");
        rig.untilWritten(1);
        link.reset();
        rig.resolves = false;
        rig.until(BACKING_OFF);
    }

    /** Lets time pass until the sender has ended; returns how many attempts failed. */
    private long runUntilFinished(Runnable meanwhile) {
        long failed = rig.counters.failedAttempts();
        while (!rig.sender.isFinished()) {
            rig.run(Duration.ofMillis(50), Duration.ofMillis(5), meanwhile);
        }
        rig.sender.finish(true);
        return rig.counters.failedAttempts() - failed;
    }
}
