// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CollectorTest {

    @Test
    void journalsEachConnection(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            try (Socket first = connect(collector)) {
                write(first, "first");
            }
            awaitReceived(collector, 5);
            try (Socket second = connect(collector)) {
                write(second, "second");
                awaitReceived(collector, 11);

                assertThat(collector.journal().connections())
                        .containsExactly(
                                "first".getBytes(StandardCharsets.UTF_8), "second".getBytes(StandardCharsets.UTF_8));
                assertThat(collector.accepted()).isEqualTo(2);
            }
        }
    }

    @Test
    void refusesWhileItIsDownAndKeepsItsPort(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.down(directory)) {
            assertThatThrownBy(() -> connect(collector)).isInstanceOf(ConnectException.class);

            collector.listen();
            try (Socket socket = connect(collector)) {
                await().until(() -> collector.open() == 1); // one that is not accepted yet goes with the listener
                collector.refuse();
                assertThatThrownBy(() -> connect(collector)).isInstanceOf(ConnectException.class);
                collector.listen();
                write(socket, "the open connection stays");
                awaitReceived(collector, 25);
            }
        }
    }

    @Test
    void endsConnectionsInEitherWay(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            try (Socket socket = connect(collector)) {
                await().until(() -> collector.open() == 1);
                collector.goDown(Ending.FIN);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            collector.listen();
            try (Socket socket = connect(collector)) {
                await().until(() -> collector.open() == 1);
                collector.endConnections(Ending.RESET);
                assertThatThrownBy(() -> socket.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
        }
    }

    @Test
    void hangsUpAtOnce(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory)) {
            collector.hangUp(true);
            try (Socket socket = connect(collector)) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void readsNothingWhileStalledAndEverythingAfterwards(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Socket socket = connect(collector)) {
            await().until(() -> collector.open() == 1);
            collector.stall();
            write(socket, "unread");
            assertThat(collector.open()).isOne();
            assertThat(collector.received()).isZero();

            collector.readFlatOut();
            awaitReceived(collector, 6);
        }
    }

    @Test
    void readsNoFasterThanItIsTold(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Socket socket = connect(collector)) {
            await().until(() -> collector.open() == 1);
            long before = System.nanoTime();
            collector.readAtMost(50_000);
            write(socket, "x".repeat(20_000));
            awaitReceived(collector, 20_000);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(390));
        }
    }

    @Test
    void closesInOrderAConnectionOnWhichNothingComes(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Socket socket = connect(collector)) {
            collector.closeIdle(100);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            await().until(() -> collector.open() == 0);
        }
    }

    @Test
    void losesWhatItKeptInMemoryWhenItIsKilled(@TempDir Path directory) throws IOException {
        try (CollectorProcess collector = CollectorProcess.start(directory);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
            write(socket, "stored");
            await().until(() -> text(collector).equals("stored"));
            collector.storeLate(10_000);
            write(socket, " and kept");
            await().until(() -> collector.received() == 15);
            collector.kill();
            assertThat(text(collector)).isEqualTo("stored");
        }
    }

    @Test
    void storesWhatItKeptWhenItsTimeHasCome(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Socket socket = connect(collector)) {
            collector.storeLate(50);
            write(socket, "late");
            await().until(() -> collector.journal().connections().stream().anyMatch(bytes -> bytes.length == 4));
        }
    }

    @Test
    void anEndThatWaitsForItsSelectorComesBeforeTheReset(@TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Socket socket = connect(collector)) {
            await().until(() -> collector.open() == 1);
            collector.stall();
            write(socket, "unread");
            collector.closeUnselected();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            write(socket, "taken");

            collector.select();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> write(socket, "refused")).isInstanceOf(SocketException.class));
            assertThat(collector.received()).isZero();
        }
    }

    @Test
    void aFrozenProcessReadsNothingAndTakesItsKernelsBytesWithIt(@TempDir Path directory) throws IOException {
        try (CollectorProcess collector = CollectorProcess.start(directory)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
                write(socket, "read");
                await().until(() -> text(collector).equals("read"));
                collector.freeze();
                write(socket, " and lost");
                collector.kill();
                socket.setSoTimeout(10_000);
                assertThatThrownBy(() -> socket.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
            assertThat(text(collector)).isEqualTo("read");
            collector.start();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
                write(socket, " and on");
                await().until(() -> text(collector).equals("read and on"));
            }
        }
    }

    @Test
    void aFullBacklogLetsNobodyConnect() throws IOException {
        try (FullBacklog backlog = new FullBacklog();
                Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), backlog.port()), 200))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aTemporaryJournalGoesWithTheCollector() throws IOException {
        Path directory;
        try (Collector collector = Collector.up();
                Socket socket = connect(collector)) {
            directory = collector.journal().directory();
            write(socket, "one\ntwo\nthr");
            collector.awaitText(0, "one\ntwo\nthr");
            assertThat(collector.awaitLines(2)).containsExactly("one", "two");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void aHungCollectorReadsOnceItIsTold() throws IOException {
        try (Collector collector = Collector.hung();
                Socket socket = connect(collector)) {
            write(socket, "line\n");
            await().until(() -> collector.open() == 1);
            assertThat(collector.received()).isZero();

            collector.readFlatOut();
            assertThat(collector.awaitLines(1)).containsExactly("line");
        }
    }

    @Test
    void aClosedCollectorMayBeClosedAgain() {
        Collector collector = Collector.up();
        collector.close();
        collector.close();
    }

    private static String text(CollectorProcess collector) {
        StringBuilder text = new StringBuilder();
        for (byte[] connection : collector.journal().connections()) {
            text.append(new String(connection, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static Socket connect(Collector collector) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitReceived(Collector collector, long bytes) {
        await().atMost(Duration.ofSeconds(10)).until(() -> collector.received() == bytes);
    }
}
