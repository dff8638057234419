// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a connection that the collector ends in order while nothing is sent, and what is not taken for that. */
class IdleEndTest {
    private final Peer peer = new Peer(4_096);
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
    }

    /** Writes events of four bytes, which the peer reads. */
    private void send(Peer.Link link, String... events) throws IOException {
        for (String event : events) {
            long written = rig.counters.written.sum();
            rig.offer(event);
            rig.untilWritten(written + 1);
            assertThat(link.read(4)).isEqualTo(event + "\n");
        }
    }

    private void pass(Duration time) {
        rig.advance(time);
        rig.step();
        rig.step();
    }

    /** Steps, with a clock that moves, until there is no connection. */
    private void untilLost() {
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1));
            return rig.sender.state() != CONNECTED;
        });
    }

    private Peer.Link reconnect() throws IOException {
        untilLost();
        rig.advance(Duration.ofSeconds(10));
        return rig.connect(peer);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAnIdleConnectionIsNoFailureAndRepeatsNothing(Delivery delivery) throws IOException {
        rigWith(options -> options.delivery(delivery));
        Peer.Link first = rig.connect(peer);
        send(first, "a-1");
        pass(Duration.ofSeconds(1));
        first.close();

        untilLost();
        Peer.Link second = rig.connect(peer);
        send(second, "a-2");

        assertThat(rig.counters.released.sum()).isGreaterThanOrEqualTo(1);
        assertThat(rig.counters.replayed.sum()).isZero();
        assertThat(rig.counters.failedAttempts.sum()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
        rig.assertAccounts();
    }

    @Test
    void afterTwoIdleEndsThereIsNoConnectionUntilThereIsSomethingToSend() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(link, "a-1");
        pass(Duration.ofSeconds(1));
        link.close();
        untilLost();
        link = rig.connect(peer);
        pass(Duration.ofSeconds(1));
        link.close();
        untilLost();

        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.sleep()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        pass(Duration.ofHours(1));
        assertThat(rig.counters.connections.sum()).isEqualTo(2);

        rig.offer("a-2");
        link = rig.connect(peer);
        assertThat(link.read(4)).isEqualTo("a-2\n");
        assertThat(rig.counters.failedAttempts.sum()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
    }

    @Test
    void aPeerThatAcceptsAndClosesIsNotTakenForOneThatEndsIdleConnections() throws IOException {
        Peer.Link link = rig.connect(peer);
        for (int i = 1; i <= 5; i++) {
            pass(Duration.ofMillis(800));
            link.close();
            link = reconnect();
            assertThat(rig.counters.failedAttempts.sum()).isEqualTo(i);
        }
    }

    @Test
    void aCrashRightAfterTheLastEventRepeatsItEachTime() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(link, "a-1");
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMillis(500));
            link.close();
            link = reconnect();
            rig.until(() -> rig.counters.sent.sum() == 1);
            assertThat(link.read(4)).isEqualTo("a-1\n");
        }
        assertThat(rig.counters.released.sum()).isZero();
    }

    @Test
    void theTimeWithoutAConnectionDoesNotMakeTheNextOneYoung() throws IOException {
        Peer.Link link = rig.connect(peer);
        link.reset();
        untilLost();
        rig.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 2; i++) {
            link = rig.connect(peer);
            pass(Duration.ofSeconds(5));
            link.close();
            untilLost();
        }
        rig.advance(Duration.ofHours(1));
        rig.offer("a-1");
        link = rig.connect(peer);
        pass(Duration.ofMinutes(1));
        long failed = rig.counters.failedAttempts.sum();
        link.reset();
        untilLost();

        assertThat(rig.counters.failedAttempts.sum()).as("it had worked").isEqualTo(failed);
    }
}
