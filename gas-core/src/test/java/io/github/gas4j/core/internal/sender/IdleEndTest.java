// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.send;
import static io.github.gas4j.core.internal.sender.Exchange.untilLost;
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

    private Peer.Link reconnect() throws IOException {
        untilLost(rig);
        rig.advance(Duration.ofSeconds(10));
        return rig.connect(peer);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAnIdleConnectionIsNoFailureAndRepeatsNothing(Delivery delivery) throws IOException {
        rigWith(options -> options.option("delivery", delivery.name()));
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        pass(rig, Duration.ofSeconds(1));
        first.close();

        untilLost(rig);
        Peer.Link second = rig.connect(peer);
        send(rig, second, "a-2");

        assertThat(rig.counters.snapshot().released()).isGreaterThanOrEqualTo(1);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
        rig.assertAccounts();
    }

    @Test
    void afterTwoIdleEndsThereIsNoConnectionUntilThereIsSomethingToSend() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        pass(rig, Duration.ofSeconds(1));
        link.close();
        untilLost(rig);
        link = rig.connect(peer);
        pass(rig, Duration.ofSeconds(1));
        link.close();
        untilLost(rig);

        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.sleep()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        pass(rig, Duration.ofHours(1));
        assertThat(rig.counters.connections()).isEqualTo(2);

        rig.offer("a-2");
        link = rig.connect(peer);
        assertThat(link.read(4)).isEqualTo("a-2\n");
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
    }

    @Test
    void aPeerThatAcceptsAndClosesIsNotTakenForOneThatEndsIdleConnections() throws IOException {
        Peer.Link link = rig.connect(peer);
        for (int i = 1; i <= 5; i++) {
            pass(rig, Duration.ofMillis(800));
            link.close();
            link = reconnect();
            assertThat(rig.counters.failedAttempts()).isEqualTo(i);
        }
    }

    @Test
    void aCrashRightAfterTheLastEventRepeatsItEachTime() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        for (int i = 0; i < 5; i++) {
            pass(rig, Duration.ofMillis(500));
            link.close();
            link = reconnect();
            rig.until(() -> rig.counters.snapshot().sent() == 1);
            assertThat(link.read(4)).isEqualTo("a-1\n");
        }
        assertThat(rig.counters.snapshot().released()).isZero();
    }

    @Test
    void theTimeWithoutAConnectionDoesNotMakeTheNextOneYoung() throws IOException {
        Peer.Link link = rig.connect(peer);
        link.reset();
        untilLost(rig);
        rig.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 2; i++) {
            link = rig.connect(peer);
            pass(rig, Duration.ofSeconds(5));
            link.close();
            untilLost(rig);
        }
        rig.advance(Duration.ofHours(1));
        rig.offer("a-1");
        link = rig.connect(peer);
        pass(rig, Duration.ofMinutes(1));
        long failed = rig.counters.failedAttempts();
        link.reset();
        untilLost(rig);

        assertThat(rig.counters.failedAttempts()).as("it had worked").isEqualTo(failed);
    }
}
