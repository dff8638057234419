// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which kind of send queue is trusted, and how connections come by theirs. */
@EnabledOnOs(OS.LINUX)
class SendQueuesTest {
    @TempDir
    private Path directory;

    private long now = Long.MAX_VALUE - 1;

    private SelfTest selfTest(Callable<LoopbackPair> pairs, List<Path> directories) {
        return new SelfTest(pairs, directories, () -> now);
    }

    @Test
    void theKernelsTableIsTrusted() {
        SelfTest test = selfTest(LoopbackPair::open, ProcSendQueue.DIRECTORIES);

        assertThat(test.best()).isEqualTo(SendQueues.Kind.PROC);
    }

    @Test
    void aTestThatFindsNoMemoryIsMadeAgainAfterAMinute() {
        AtomicBoolean memoryIsShort = new AtomicBoolean(true);
        SelfTest test = selfTest(
                () -> {
                    if (memoryIsShort.get()) {
                        throw new OutOfMemoryError("Cannot reserve 16384 bytes of direct buffer memory");
                    }
                    return LoopbackPair.open();
                },
                ProcSendQueue.DIRECTORIES);

        assertThat(test.best()).isEqualTo(SendQueues.Kind.NONE);
        memoryIsShort.set(false);
        assertThat(test.best()).isEqualTo(SendQueues.Kind.NONE);
        now += SelfTest.DOUBT_NANOS;
        assertThat(test.best()).isEqualTo(SendQueues.Kind.PROC);
    }

    @Test
    void aTableThatListsEveryQueueAsEmptyIsNotTrusted() {
        SelfTest test = selfTest(
                () -> {
                    LoopbackPair pair = LoopbackPair.open();
                    for (String table : List.of("tcp", "tcp6")) {
                        Files.copy(ProcSendQueue.DIRECTORIES.get(0).resolve(table), directory.resolve(table));
                    }
                    return pair;
                },
                List.of(directory));

        assertThat(test.best()).isEqualTo(SendQueues.Kind.LEAST_BUFFER);
        assertThat(directory.resolve("tcp6")).isNotEmptyFile();
    }

    @Test
    void aTableThatIsMissingIsNotTrusted() {
        assertThat(selfTest(LoopbackPair::open, List.of(directory)).best()).isEqualTo(SendQueues.Kind.LEAST_BUFFER);
    }

    @Test
    void theBestResultHoldsForEver() {
        int[] tests = {0};
        SelfTest test = selfTest(
                () -> {
                    tests[0]++;
                    return LoopbackPair.open();
                },
                ProcSendQueue.DIRECTORIES);
        assertThat(test.best()).isEqualTo(SendQueues.Kind.PROC);

        now += 2 * SelfTest.DOUBT_NANOS;

        assertThat(test.best()).isEqualTo(SendQueues.Kind.PROC);
        assertThat(tests).containsExactly(1);
    }

    @Test
    void aTestThatCouldNotBeMadeIsMadeAgainAfterAMinute() {
        int[] tests = {0};
        SelfTest test = selfTest(
                () -> {
                    if (++tests[0] == 1) {
                        throw new IOException("Too many open files");
                    }
                    return LoopbackPair.open();
                },
                ProcSendQueue.DIRECTORIES);
        assertThat(test.best()).isEqualTo(SendQueues.Kind.NONE);
        now += SelfTest.DOUBT_NANOS - 1;
        assertThat(test.best()).isEqualTo(SendQueues.Kind.NONE);

        now++;

        assertThat(test.best()).isEqualTo(SendQueues.Kind.PROC);
        assertThat(tests).containsExactly(2);
    }

    @Test
    void onlyTheBestKindHasNoShortcoming() {
        assertThat(new SendQueues(() -> now).shortcoming(false)).isEmpty();
        assertThat(SendQueues.forced(SendQueues.Kind.PROC, () -> now).shortcoming(false))
                .isEmpty();
        assertThat(SendQueues.forced(SendQueues.Kind.LEAST_BUFFER, () -> now).shortcoming(false))
                .endsWith(".");
        assertThat(SendQueues.forced(SendQueues.Kind.NONE, () -> now).shortcoming(false))
                .endsWith(".");
    }

    @Test
    void nothingIsKnownOfAChannelWithoutAConnection() throws IOException {
        SendQueueRig rig = SendQueueRig.connect("127.0.0.1");
        rig.close();

        for (SendQueues.Kind kind : SendQueues.Kind.values()) {
            assertThat(SendQueues.forced(kind, () -> now).of(rig.client, () -> 0, failure -> {}))
                    .isSameAs(kind == SendQueues.Kind.NONE ? null : SendQueues.UNSEEN);
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void aDefectCostsOnlyTheQueue() {
        List<Throwable> defects = new ArrayList<>();

        assertThat(SendQueues.forced(SendQueues.Kind.PROC, () -> now).of(null, () -> 0, defects::add))
                .isSameAs(SendQueues.UNSEEN);

        assertThat(defects).singleElement().isInstanceOf(NullPointerException.class);
    }

    private Connection connect(Selector selector, Peer peer, SendQueues queues) throws IOException {
        GasConfig config =
                GasConfig.builder().option("destination", peer.destination()).build();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port());
        AddressAttempt attempt = new AddressAttempt(Parts.of(config, selector, queues), address, now);
        Connection connection = attempt.poll(now);
        while (connection == null) {
            selector.select(key -> {}, 5);
            connection = attempt.poll(now);
        }
        return connection;
    }

    @Test
    void aConnectionCountsWhatItsChannelTookAndKeepsOneQueue() throws IOException {
        try (Peer peer = new Peer();
                Selector selector = Selector.open();
                Connection connection = connect(selector, peer, new SendQueues(() -> now))) {
            assertThat(connection.taken()).isZero();

            connection.write(ByteBuffer.allocate(1_000));
            connection.write(ByteBuffer.allocate(234));

            assertThat(connection.taken()).isEqualTo(1_234);
            SendQueue queue = Objects.requireNonNull(connection.sendQueue());
            assertThat(queue).isInstanceOf(ProcSendQueue.class).isSameAs(connection.sendQueue());
            Await.until("everything is acknowledged", () -> queue.look() && queue.unacknowledgedAtMost() == 0);
        }
    }

    @Test
    void theQueueIsClosedWithItsConnectionWhichLeavesNoDescriptorBehind() throws IOException {
        try (Peer peer = new Peer();
                Selector selector = Selector.open()) {
            for (SendQueues.Kind kind : List.of(SendQueues.Kind.PROC, SendQueues.Kind.LEAST_BUFFER)) {
                Connection connection = connect(selector, peer, SendQueues.forced(kind, () -> now));
                SendQueue queue = Objects.requireNonNull(connection.sendQueue());
                assertThat(queue.look()).isTrue();

                connection.close();
                selector.selectNow();

                assertThat(queue.unacknowledgedAtMost()).isEqualTo(Long.MAX_VALUE);
                assertThat(peer.accept().readToEnd()).isEmpty();
                assertThat(selector.keys()).isEmpty();
            }
        }
    }

    @Test
    void aClosedConnectionOpensNoQueue() throws IOException {
        try (Peer peer = new Peer();
                Selector selector = Selector.open()) {
            Connection connection = connect(selector, peer, new SendQueues(() -> now));

            connection.close();

            assertThat(connection.sendQueue()).isNull();
        }
    }
}
