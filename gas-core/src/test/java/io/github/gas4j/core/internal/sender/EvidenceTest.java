// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.send;
import static io.github.gas4j.core.internal.sender.Exchange.untilLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the end of a connection and the kernel's send queue prove, and what is written again. */
class EvidenceTest {
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

    @Test
    void whatIsNotAcknowledgedIsNotReleasedForItsAge() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB").option("writeTimeout", "1h"));
        rig.connect(peer);
        for (int i = 0; i < 40; i++) {
            rig.offer(Bytes.event(i, 1_000));
        }
        rig.untilWritten(40);

        for (int i = 0; i < 120; i++) {
            pass(rig, Duration.ofSeconds(1));
        }

        assertThat(rig.counters.snapshot().released())
                .as("what the peer's kernel has room for")
                .isLessThan(20);
        rig.assertAccounts();
    }

    @Test
    void aQueueThatDoesNotShrinkForTheWriteTimeoutIsALostConnection() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB"));
        rig.connect(peer);
        for (int i = 0; i < 40; i++) {
            rig.offer(Bytes.event(i, 1_000));
        }
        rig.untilWritten(40);

        for (int i = 0; i < 200 && rig.sender.state() == CONNECTED; i++) {
            pass(rig, Duration.ofSeconds(1));
        }

        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.counters.snapshot().lastError()).contains("acknowledged no byte for longer than writeTimeout");
    }

    @Test
    void anOrderlyEndRepeatsOnlyTheLastSecond() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        pass(rig, Duration.ofMillis(950));
        send(rig, first, "a-2");
        pass(rig, Duration.ofMillis(500));
        first.close();

        Peer.Link second = reconnect();
        rig.untilWritten(3);

        assertThat(second.read(4)).isEqualTo("a-2\n");
        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void anOrderlyEndOfAYoungConnectionThatIsBusyRepeatsEverything() throws IOException {
        rig.random = 1;
        Peer.Link link = rig.connect(peer);
        for (int i = 0; i < 6; i++) {
            link.reset();
            untilLost(rig);
            rig.until(() -> {
                rig.advance(Duration.ofMillis(10));
                return rig.sender.state() == CONNECTED;
            });
            link = peer.accept();
        }
        send(rig, link, "a-1");
        pass(rig, Duration.ofMillis(950));
        send(rig, link, "a-2");
        pass(rig, Duration.ofMillis(30));
        link.close();

        Peer.Link next = reconnect();
        rig.untilWritten(4);

        assertThat(next.read(8)).isEqualTo("a-1\na-2\n");
    }

    @Test
    void aResetRepeatsAllThatIsKept() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        pass(rig, Duration.ofSeconds(30));
        send(rig, first, "a-2");
        pass(rig, Duration.ofSeconds(5));
        first.reset();

        Peer.Link second = reconnect();
        rig.untilWritten(4);

        assertThat(second.read(8)).isEqualTo("a-1\na-2\n");
    }

    @Test
    void whatWasRepeatedAndAcknowledgedLongBeforeAResetIsNotRepeatedOnceMore() throws IOException {
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        pass(rig, Duration.ofSeconds(2));
        first.reset();
        Peer.Link second = reconnect();
        rig.untilWritten(2);
        second.read(4);
        pass(rig, Duration.ofSeconds(1));
        pass(rig, Duration.ofSeconds(10));
        send(rig, second, "a-2");
        second.reset();

        Peer.Link third = reconnect();
        rig.untilWritten(4);

        assertThat(third.read(4)).isEqualTo("a-2\n");
        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void aPeerThatShutsDownItsSideWithDataUnreadProvesNothing() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            rig.close();
            rig = new SenderRig(GasConfig.builder()
                    .option("destination", "127.0.0.1:" + server.socket().getLocalPort())
                    .build());
            rig.until(CONNECTED);
            SocketChannel link = server.accept();
            link.configureBlocking(false);
            link.register(selector, SelectionKey.OP_READ);
            rig.offer("a-1");
            rig.untilWritten(1);
            pass(rig, Duration.ofSeconds(5));

            link.close(); // a registered channel is only shut down until its selector has run
            rig.awaitNews();
            rig.step();
            selector.selectNow();
            untilLost(rig);

            assertThat(rig.counters.snapshot().released()).isZero();
            rig.advance(Duration.ofSeconds(10));
            rig.until(() -> rig.counters.snapshot().written() == 2);
            try (SocketChannel next = server.accept()) {
                ByteBuffer bytes = ByteBuffer.allocate(4);
                next.read(bytes);
                assertThat(Bytes.text(bytes.array())).isEqualTo("a-1\n");
            }
        }
    }

    @Test
    void atTheEndOnlyWhatWasAcknowledgedCountsAsReleased() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB"));
        rig.connect(peer);
        for (int i = 0; i < 40; i++) {
            rig.offer(Bytes.event(i, 1_000));
        }
        rig.untilWritten(40);

        rig.requests.close(rig.now + Duration.ofSeconds(2).toNanos());
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return rig.sender.isFinished();
        });
        rig.sender.finish(true);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isBetween(20L, 40L);
        assertThat(rig.counters.snapshot().released()).isEqualTo(40 - rig.dropped());
        assertThat(rig.heard.drops)
                .allSatisfy(drop -> assertThat(drop.mayHaveArrived()).isEqualTo(drop.count()));
    }

    @Test
    void anEndOfTheCollectorsThatCrossedOursReleasesOnlyWhatWasAcknowledged() throws IOException {
        rigWith(options -> options.option("bufferSize", "1MiB"));
        Peer.Link link = rig.connect(peer);
        for (int i = 0; i < 40; i++) {
            rig.offer(Bytes.event(i, 1_000));
        }
        rig.untilWritten(40);
        rig.requests.close(rig.now + Duration.ofSeconds(2).toNanos());
        rig.step();
        rig.step();
        link.endOutput();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return rig.sender.isFinished();
        });
        rig.sender.finish(true);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isBetween(20L, 40L);
        rig.assertAccounts();
    }

    @Test
    void aResetBeforeTheFirstLookReleasesNothingAtTheEnd() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.offer("a-1");
        rig.untilWritten(1);
        link.reset();
        rig.sender.finish(true);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aWriteTimeoutShorterThanALookDoesNotBreakAHealthyConnection() throws IOException {
        rigWith(options -> options.option("writeTimeout", "500ms"));
        Peer.Link link = rig.connect(peer);
        for (int i = 0; i < 5; i++) {
            send(rig, link, "a-" + i);
            pass(rig, Duration.ofMillis(600));
        }

        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(rig.counters.failedAttempts()).isZero();
    }
}
