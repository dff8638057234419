// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.LocalPeer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the smallest send buffer tells of Unix domain sockets: what the peer has read. */
@EnabledOnOs(OS.LINUX)
class LocalQueueTest {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private LocalPeer peer;
    private LocalPeer.Link link;
    private SocketChannel client;
    private LeastBufferQueue queue;
    private long taken;
    private long now;

    @BeforeEach
    void connect(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("socket");
        peer = new LocalPeer(file);
        client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 16);
        client.connect(UnixDomainSocketAddress.of(file));
        client.configureBlocking(false);
        link = peer.accept();
        queue = new LeastBufferQueue(client, () -> taken, () -> now);
    }

    @AfterEach
    void close() throws IOException {
        queue.close();
        client.close();
        link.close();
        peer.close();
    }

    private long look() {
        assertThat(queue.look()).isTrue();
        return queue.unacknowledgedAtMost();
    }

    private void write(int bytes) throws IOException {
        taken += client.write(ByteBuffer.allocate(bytes));
    }

    @Test
    void thisSystemShowsWhatThePeerHasRead() {
        assertThat(new SendQueues(System::nanoTime).kind(true)).isEqualTo(SendQueues.Kind.LEAST_BUFFER);
        assertThat(SendQueues.forced(SendQueues.Kind.PROC, () -> now).kind(true))
                .isEqualTo(SendQueues.Kind.LEAST_BUFFER);
    }

    @Test
    void thisIsFoundOutOnceAndLeavesNoFile() {
        int[] tests = {0};
        SelfTest test = new SelfTest(
                () -> {
                    tests[0]++;
                    return LoopbackPair.openLocal();
                },
                List.of(),
                () -> now);
        Set<String> before = temporarySockets();
        assertThat(test.best()).isEqualTo(SendQueues.Kind.LEAST_BUFFER);
        now += SelfTest.DOUBT_NANOS;
        assertThat(test.best()).isEqualTo(SendQueues.Kind.LEAST_BUFFER);

        assertThat(tests).containsExactly(1);
        assertThat(before).containsAll(temporarySockets());
    }

    private static Set<String> temporarySockets() {
        String[] names = Path.of(System.getProperty("java.io.tmpdir"))
                .toFile()
                .list((directory, name) -> name.startsWith("socket_"));
        return Set.of(Objects.requireNonNull(names));
    }

    @Test
    void bytesCountUntilThePeerHasReadThem() throws IOException {
        assertThat(look()).isEqualTo(LeastBufferQueue.LEAST_BOUND);
        for (int i = 0; i < 3; i++) {
            write(1_000);
            write(1_000);
            assertThat(look()).isGreaterThan(LeastBufferQueue.LEAST_BOUND);

            link.read(2_000);

            assertThat(look()).isEqualTo(LeastBufferQueue.LEAST_BOUND);
        }
        assertThat(queue.isExact()).isFalse();
    }

    @Test
    void theSendBufferHasItsSizeAfterALook() throws IOException {
        write(60_000);
        look();

        assertThat(client.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(1 << 16);
    }

    @Test
    void aPeerThatIsSlowIsNotSuspected() throws IOException {
        write(60_000);
        for (int i = 0; i < 10; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            look();
            assertThat(queue.unanswered()).isZero();
        }
    }

    @Test
    void anEndAfterEverythingWasReadIsExact() throws IOException {
        write(10);
        link.read(10);
        link.close();

        assertThat(look()).isZero();
        assertThat(queue.isExact()).isTrue();
        assertThat(queue.isPeerEnded()).isTrue();
    }

    @Test
    void aPeerThatDiesWithAByteUnreadIsUnknownAlthoughTheChannelIsWritable() throws IOException {
        write(10);
        link.close();

        for (int i = 0; i < 2; i++) {
            assertThat(look()).isEqualTo(UNKNOWN);
            assertThat(queue.isExact()).isFalse();
            assertThat(queue.isPeerEnded()).isFalse();
        }
    }

    @Test
    void aPeerThatEndsItsSideWithBytesUnreadProvesNothing() throws IOException {
        write(60_000);
        link.endOutput();

        look();
        assertThat(queue.isExact()).isFalse();

        link.close();
        assertThat(look()).isEqualTo(UNKNOWN);
    }

    @Test
    void ourOwnEndHidesNothing() throws IOException {
        write(60_000);
        client.shutdownOutput();
        assertThat(look()).isGreaterThan(LeastBufferQueue.LEAST_BOUND);

        link.read(60_000);
        assertThat(look()).isEqualTo(LeastBufferQueue.LEAST_BOUND);

        link.close();
        assertThat(look()).isZero();
    }
}
