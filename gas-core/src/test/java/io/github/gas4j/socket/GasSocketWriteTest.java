// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GasSocketWriteTest {
    /** More than two kernels hold for a peer that does not read. */
    private static final int TOO_MUCH_FOR_KERNELS = 32 << 20;

    private static final byte[] UNIT = "hello, world!".getBytes(UTF_8);

    private final AtomicInteger lookups = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private BlockingServer server;
    private GasSocket client;
    private Socket first;

    @BeforeEach
    void connect() throws IOException {
        server = BlockingServer.up();
        client = new GasSocket(Socket::new, this::lookUp, System::nanoTime);
        client.connect(server.named());
        client.setRetryInterval(Duration.ofMillis(1));
        first = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        client.close();
        server.close();
    }

    private InetAddress[] lookUp(String host) {
        lookups.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        return new InetAddress[] {server.address().getAddress()};
    }

    private static void write(GasSocket to, byte[] unit) throws IOException {
        to.getOutputStream().write(unit);
    }

    /** The connection is gone, and the client does not know it yet. */
    private void crash() throws IOException {
        server.crash();
        Resets.await(client);
    }

    @Test
    void unitThatWasCutOffArrivesWholeOnTheNextConnection() throws IOException {
        byte[] large = new byte[TOO_MUCH_FOR_KERNELS];
        new Random(5).nextBytes(large);
        Caller writer = Caller.of(() -> write(client, large));
        assertThat(BlockingServer.read(first, 100_000)).isEqualTo(Arrays.copyOf(large, 100_000));

        BlockingServer.reset(first);
        Socket second = server.accept();

        assertThat(BlockingServer.read(second, large.length)).isEqualTo(large);
        writer.succeeds();
        client.close();
        assertThat(second.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void streamTakenOnceWritesToEveryConnection() throws IOException {
        OutputStream out = client.getOutputStream();
        out.write('a');
        assertThat(BlockingServer.read(first, 1)).containsExactly('a');
        crash();
        server.listen();

        out.write('b');

        assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('b');
        assertThat(client.getOutputStream()).isSameAs(out);
    }

    @Test
    void givesUpAfterTheRetriesWithEveryCause() throws IOException {
        client.setMaxRetries(3);
        crash();

        assertThatThrownBy(() -> write(client, UNIT))
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasMessageContaining("server:" + server.port())
                .hasMessageContaining("after 3 attempts")
                .hasMessageContaining("Connection refused")
                .satisfies(thrown -> assertThat(((MaxRetriesExceededException) thrown).attempts())
                        .isEqualTo(3))
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessageContaining("Connection refused"))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .hasSize(3)
                        .satisfies(causes -> assertThat(causes[0]).isInstanceOf(SocketException.class)));
        assertThat(lookups).hasValue(3);
    }

    @Test
    void nextCallAfterGivingUpHasAllItsRetries() throws IOException {
        client.setMaxRetries(2);
        crash();
        assertThatThrownBy(() -> write(client, UNIT)).isInstanceOf(MaxRetriesExceededException.class);

        assertThatThrownBy(() -> write(client, UNIT))
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasMessageContaining("after 2 attempts");
        server.listen();
        write(client, UNIT);

        assertThat(lookups).hasValue(5);
        assertThat(BlockingServer.read(server.accept(), UNIT.length)).isEqualTo(UNIT);
    }

    @Test
    void neverReconnectsWithoutRetries() throws IOException {
        client.setMaxRetries(0);
        crash();
        server.listen();

        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> write(client, UNIT))
                    .isInstanceOf(MaxRetriesExceededException.class)
                    .hasMessageContaining("after 0 attempts")
                    .hasCauseInstanceOf(SocketException.class);
        }

        assertThat(lookups).hasValue(0);
    }

    @Test
    void neverGivesUpWithoutALimit() throws IOException {
        client.setMaxRetries(-1);
        crash();
        Caller writer = Caller.of(() -> write(client, UNIT));
        await().until(() -> lookups.get() > 6);

        server.listen();

        assertThat(BlockingServer.read(server.accept(), UNIT.length)).isEqualTo(UNIT);
        writer.succeeds();
    }

    @Test
    void limitThatIsSetDuringAReconnectHoldsForIt() throws IOException {
        client.setMaxRetries(-1);
        client.setRetryInterval(Duration.ofMillis(100));
        crash();
        Caller writer = Caller.of(() -> write(client, UNIT)).awaitWaiting();

        client.setMaxRetries(1);

        assertThat(writer.outcome().thrown()).isInstanceOf(MaxRetriesExceededException.class);
    }

    /** Sixteen threads that wait for an attempt which the gate holds. */
    private List<Caller> writersThatWaitForOneAttempt() throws IOException {
        gate = new CountDownLatch(1);
        crash();
        List<Caller> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            writers.add(Caller.of(() -> write(client, UNIT)));
        }
        await().until(() -> lookups.get() == 1);
        writers.forEach(Caller::awaitWaiting);
        return writers;
    }

    @Test
    void oneReconnectServesAllWaitingThreads() throws IOException {
        List<Caller> writers = writersThatWaitForOneAttempt();
        server.listen();

        gate.countDown();

        writers.forEach(Caller::succeeds);
        assertThat(BlockingServer.read(server.accept(), 16 * UNIT.length)).hasSize(16 * UNIT.length);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void attemptCountsForEveryThreadThatWaitedForIt() throws IOException {
        client.setMaxRetries(1);
        List<Caller> writers = writersThatWaitForOneAttempt();

        gate.countDown();

        for (Caller writer : writers) {
            assertThat(writer.outcome().thrown())
                    .isInstanceOf(MaxRetriesExceededException.class)
                    .hasMessageContaining("after 1 attempts");
        }
        assertThat(lookups).hasValue(1);
    }

    @Test
    void transferSendsThePieceAtHandAgainAndNoneBefore() throws IOException {
        InputStream source = new InputStream() {
            private int piece;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                piece++;
                if (piece == 2) {
                    assertThat(BlockingServer.read(first, 10)).containsOnly(1);
                    crash();
                    server.listen();
                } else if (piece == 4) {
                    return -1;
                }
                Arrays.fill(bytes, offset, offset + 10, (byte) piece);
                return 10;
            }
        };

        long transferred = source.transferTo(client.getOutputStream());

        assertThat(transferred).isEqualTo(30);
        assertThat(BlockingServer.read(server.accept(), 20))
                .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
    }

    @Test
    void flushOfABufferIsOneUnit() throws IOException {
        OutputStream out = new BufferedOutputStream(client.getOutputStream());
        out.write(UNIT);
        out.write(UNIT);
        crash();
        server.listen();

        out.flush();

        assertThat(BlockingServer.read(server.accept(), 2 * UNIT.length))
                .endsWith(UNIT)
                .startsWith(UNIT);
    }

    @Test
    void emptyWriteNeedsNoConnection() throws IOException {
        crash();
        assertThat(client.isConnected()).isTrue();

        client.getOutputStream().write(UNIT, 3, 0);

        assertThat(lookups).hasValue(0);
        assertThatThrownBy(() -> client.getOutputStream().write(UNIT, 3, UNIT.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void urgentByteComesBetweenUnitsAndIsNotRepeated() throws IOException {
        first.setOOBInline(true);
        write(client, UNIT);
        client.sendUrgentData('!');
        write(client, UNIT);

        assertThat(new String(BlockingServer.read(first, 2 * UNIT.length + 1), UTF_8))
                .isEqualTo("hello, world!!hello, world!");

        client.setMaxRetries(0);
        crash();
        assertThatThrownBy(() -> write(client, UNIT)).isInstanceOf(MaxRetriesExceededException.class);
        assertThatThrownBy(() -> client.sendUrgentData('!'))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("no connection now");
    }
}
