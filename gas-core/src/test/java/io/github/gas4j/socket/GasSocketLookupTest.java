// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.BlockingServer;
import io.github.gas4j.core.internal.names.Resolver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that a {@link GasSocket} looks up, when it connects and when it connects again. */
@Timeout(60)
class GasSocketLookupTest {
    private static final String ANOTHER_LOOPBACK = "127.0.0.2";

    private final CountDownLatch never = new CountDownLatch(1);
    private BlockingServer server;

    @BeforeEach
    void start() throws IOException {
        server = BlockingServer.up();
    }

    @AfterEach
    void stop() throws IOException {
        never.countDown();
        server.close();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }

    private InetAddress[] hang(String host) throws UnknownHostException {
        try {
            never.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        throw new UnknownHostException(host);
    }

    @Test
    void lookupTimesOut() throws IOException {
        try (GasSocket client = new GasSocket(Socket::new, this::hang, System::nanoTime)) {
            assertThatThrownBy(() -> client.connect(InetSocketAddress.createUnresolved("hangs", 1), 50))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("looking up hangs took longer than 50ms");
        }
    }

    @Test
    void addressesAreTriedInTurn() throws IOException {
        Resolver.Names both = host ->
                new InetAddress[] {address(ANOTHER_LOOPBACK), server.address().getAddress()};
        try (GasSocket client = new GasSocket(Socket::new, both, System::nanoTime)) {
            client.connect(InetSocketAddress.createUnresolved("two", server.port()));
            client.getOutputStream().write('x');
            assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');
            assertThat(client.getInetAddress()).isEqualTo(server.address().getAddress());
        }
        server.refuse();
        try (GasSocket client = new GasSocket(Socket::new, both, System::nanoTime)) {
            assertThatThrownBy(() -> client.connect(InetSocketAddress.createUnresolved("two", server.port())))
                    .isInstanceOf(ConnectException.class)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasMessageContaining(ANOTHER_LOOPBACK));
        }
        try (GasSocket client = new GasSocket(Socket::new, host -> new InetAddress[0], System::nanoTime)) {
            assertThatThrownBy(() -> client.connect(InetSocketAddress.createUnresolved("none", server.port())))
                    .hasMessageContaining("no address");
        }
    }

    @Test
    void nameIsLookedUpAgainAtEachReconnect() throws IOException {
        String[] now = {server.host()};
        try (BlockingServer moved = server.twin(ANOTHER_LOOPBACK);
                GasSocket client =
                        new GasSocket(Socket::new, host -> InetAddress.getAllByName(now[0]), System::nanoTime)) {
            client.connect(InetSocketAddress.createUnresolved("moves", server.port()));
            server.accept();
            server.crash();
            Resets.await(client);
            moved.listen();
            now[0] = ANOTHER_LOOPBACK;

            client.getOutputStream().write('x');

            assertThat(BlockingServer.read(moved.accept(), 1)).containsExactly('x');
            assertThat(client.getInetAddress()).isEqualTo(address(ANOTHER_LOOPBACK));
        }
    }

    @Test
    void addressWhoseNameIsUnknownIsConnectedToAgain() throws IOException {
        InetAddress named = InetAddress.getByAddress("no.such.host.invalid", new byte[] {127, 0, 0, 1});
        try (GasSocket client = new GasSocket(named, server.port())) {
            server.accept();
            server.crash();
            Resets.await(client);
            server.listen();

            client.getOutputStream().write('x');

            assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');
        }
    }

    @Test
    void addressWhoseNameIsLookedUpInVainIsConnectedToAgain() throws IOException {
        try (GasSocket client = new GasSocket(Socket::new, this::hang, System::nanoTime)) {
            client.connect(server.named(), 100);
            server.accept();
            server.crash();
            Resets.await(client);
            server.listen();

            client.getOutputStream().write('x');

            assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');
        }
    }
}
