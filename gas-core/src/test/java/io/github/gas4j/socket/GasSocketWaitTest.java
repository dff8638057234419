// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.fixtures.BlockingServer;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An hour stands for any delay and any timeout: a test that waited for it would not end. */
@Timeout(120)
class GasSocketWaitTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final AtomicInteger lookups = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Runnable closing = () -> {};
    private BlockingServer server;
    private GasSocket client;
    private Socket first;

    @BeforeEach
    void connect() throws IOException {
        server = BlockingServer.up();
        client = new GasSocket(Socket::new, this::lookUp, System::nanoTime);
        client.connect(server.named(), Math.toIntExact(FOR_EVER.toMillis()));
        client.setRetryInterval(FOR_EVER);
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

    private void crash() throws IOException {
        server.crash();
        Resets.await(client);
    }

    private void assertClosed(Caller... callers) {
        for (Caller caller : callers) {
            assertThat(caller.outcome().thrown()).isExactlyInstanceOf(SocketException.class);
            assertThat(caller.outcome().interrupted()).isFalse();
        }
        assertThat(client.isClosed()).isTrue();
        assertThat(client.toString()).contains("closed");
    }

    @Test
    void closeEndsTheWaitOfReadersAndWriters() throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        crash();
        Caller reader = Caller.of(in::read).awaitWaiting();
        Caller writer = Caller.of(() -> out.write(1)).awaitWaiting();

        client.close();

        assertClosed(reader, writer);
        assertThatThrownBy(() -> out.write(1)).isExactlyInstanceOf(SocketException.class);
        assertThatThrownBy(in::read).isExactlyInstanceOf(SocketException.class);
        assertThatThrownBy(in::available).isExactlyInstanceOf(SocketException.class);
        assertThatThrownBy(client::getInputStream).isExactlyInstanceOf(SocketException.class);
    }

    @Test
    void closeEndsTheWaitForALookup() throws IOException {
        gate = new CountDownLatch(1);
        client.setRetryInterval(Duration.ofMillis(1));
        crash();
        Caller writer = Caller.of(() -> client.getOutputStream().write(1));
        await().until(() -> lookups.get() == 1);

        client.close();

        assertClosed(writer);
    }

    @Test
    void closeEndsTheWaitForAConnect() throws IOException {
        client.setRetryInterval(Duration.ofMillis(1));
        client.setMaxRetries(-1);
        crash();
        Backlog full = Backlog.fill(server);
        try {
            Caller writer = Caller.of(() -> client.getOutputStream().write(1));
            await().until(() -> lookups.get() == 1);
            writer.awaitWaiting();

            client.close();

            assertClosed(writer);
        } finally {
            full.close();
        }
    }

    @Test
    void closeInTheLastStepOfAConnectLeavesNoConnection() throws IOException {
        GasSocket closed = new GasSocket(
                () -> new HookedSocket(moment -> closing.run()), InetAddress::getAllByName, System::nanoTime);
        closing = () -> Quietly.close(closed);
        closed.setTcpNoDelay(true);

        assertThatThrownBy(() -> closed.connect(server.address())).isExactlyInstanceOf(SocketException.class);

        assertThat(server.accept().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void closeEndsReadingAndWritingOnAConnection() throws IOException {
        byte[] tooMuchForKernels = new byte[32 << 20];
        Caller reader = Caller.of(() -> client.getInputStream().read()).awaitWaiting();
        Caller writer = Caller.of(() -> client.getOutputStream().write(tooMuchForKernels));
        BlockingServer.read(first, 1);
        Caller next = Caller.of(() -> client.getOutputStream().write(tooMuchForKernels))
                .awaitWaiting();

        client.close();

        assertClosed(reader, writer, next);
    }

    @Test
    void closingAStreamClosesTheSocket() throws IOException {
        Caller reader = Caller.of(() -> client.getInputStream().read()).awaitWaiting();

        client.getOutputStream().close();
        client.close();

        assertClosed(reader);
        assertThat(first.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void settersDoNotWaitBehindAReconnect() throws IOException {
        crash();
        Caller writer = Caller.of(() -> client.getOutputStream().write(1)).awaitWaiting();

        client.setMaxRetries(77);
        client.setRetryInterval(Duration.ofMillis(5));
        client.setKeepAlive(true);

        assertThat(client.getMaxRetries()).isEqualTo(77);
        assertThat(client.getRetryInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(client.getKeepAlive()).isTrue();
        assertThat(client.toString()).contains("reconnecting");
        assertThat(client.isConnected()).isTrue();
        assertThat(client.isClosed()).isFalse();
        assertThat(client.getRemoteSocketAddress()).isEqualTo(server.address());
        client.close();
        assertClosed(writer);
    }

    private void assertInterruptEndsTheWait(Function<Caller.Call, Caller> threads) throws IOException {
        crash();
        Caller leader = threads.apply(() -> client.getOutputStream().write(1)).awaitWaiting();
        Caller follower = threads.apply(() -> client.getInputStream().read()).awaitWaiting();

        for (Caller caller : List.of(follower, leader)) {
            caller.interrupt();
            assertThat(caller.outcome().thrown()).isExactlyInstanceOf(InterruptedIOException.class);
            assertThat(caller.outcome().interrupted()).isTrue();
        }
        assertThat(client.isClosed()).isFalse();
        client.setRetryInterval(Duration.ofMillis(1));
        server.listen();
        client.getOutputStream().write('x');
        assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');
    }

    @Test
    void interruptEndsAPlatformThreadsWait() throws IOException {
        assertInterruptEndsTheWait(Caller::of);
    }

    @Test
    void interruptEndsAVirtualThreadsWait() throws IOException {
        assertInterruptEndsTheWait(Caller::ofVirtual);
    }

    @Test
    void interruptEndsTheWaitForALookup() throws IOException {
        gate = new CountDownLatch(1);
        client.setRetryInterval(Duration.ofMillis(1));
        crash();
        Caller writer = Caller.of(() -> client.getOutputStream().write(1));
        await().until(() -> lookups.get() == 1);

        writer.interrupt();

        assertThat(writer.outcome().thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(writer.outcome().interrupted()).isTrue();
    }

    @Test
    void interruptOfAVirtualThreadThatReadsEndsTheConnectionButNotTheSocket() throws IOException {
        Caller reader = Caller.ofVirtual(() -> client.getInputStream().read()).awaitWaiting();

        reader.interrupt();

        assertThat(reader.outcome().thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(reader.outcome().interrupted()).isTrue();
        client.setRetryInterval(Duration.ofMillis(1));
        client.getOutputStream().write('x');
        assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');
    }

    /** Else it would end the next connection too, which another thread may have made already. */
    @Test
    void interruptedCallThatHasLostItsConnectionDoesNotGoOnWithTheNext() throws IOException {
        SocketConnection lost = client.reconnector.live().get();
        Caller caller = Caller.of(() -> {
            Thread.currentThread().interrupt();
            client.reconnector.lost(Objects.requireNonNull(lost), new IOException("by the interrupt"), null);
        });

        assertThat(caller.outcome().thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(caller.outcome().interrupted()).isTrue();
    }

    @Test
    void interruptDoesNotDisturbWritingOnAConnection() throws IOException {
        Caller writer = Caller.of(() -> {
            Thread.currentThread().interrupt();
            client.getOutputStream().write('x');
        });

        assertThat(BlockingServer.read(first, 1)).containsExactly('x');
        writer.succeeds();
        assertThat(writer.outcome().interrupted()).isTrue();
    }

    @Test
    void anotherThreadGoesOnWhereTheOneThatReconnectsIsInterrupted() throws IOException {
        crash();
        Caller leader = Caller.of(() -> client.getOutputStream().write('a')).awaitWaiting();
        List<Caller> followers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            followers.add(Caller.of(() -> client.getOutputStream().write('b')).awaitWaiting());
        }
        client.setRetryInterval(Duration.ofMillis(1));
        server.listen();

        leader.interrupt();

        assertThat(leader.outcome().thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        followers.forEach(Caller::succeeds);
        assertThat(BlockingServer.read(server.accept(), 4)).containsOnly('b');
    }

    @Test
    void threadThatIsDueSoonerHastensTheAttemptForAll() throws IOException {
        crash();
        Caller patient = Caller.of(() -> client.getOutputStream().write('a')).awaitWaiting();
        client.setRetryInterval(Duration.ofMillis(1));
        server.listen();

        client.getOutputStream().write('a');

        patient.succeeds();
        assertThat(BlockingServer.read(server.accept(), 2)).containsOnly('a');
    }
}
