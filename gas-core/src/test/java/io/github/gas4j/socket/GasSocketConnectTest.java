// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.BlockingServer;
import io.github.gas4j.core.internal.names.Addresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GasSocketConnectTest {
    private static final String ANOTHER_LOOPBACK = "127.0.0.2";

    private BlockingServer server;

    @BeforeEach
    void start() throws IOException {
        server = BlockingServer.up();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }

    private void assertConnected(Socket client) throws IOException {
        Socket accepted = server.accept();
        client.getOutputStream().write('x');
        assertThat(BlockingServer.read(accepted, 1)).containsExactly('x');
        assertThat(client.isConnected()).isTrue();
        assertThat(client.isBound()).isTrue();
        assertThat(client.getPort()).isEqualTo(server.port());
        assertThat(client.getInetAddress()).isEqualTo(server.address().getAddress());
        assertThat(client.getRemoteSocketAddress()).isEqualTo(server.address());
        assertThat(client.getLocalSocketAddress()).isEqualTo(accepted.getRemoteSocketAddress());
        assertThat(client.getLocalAddress()).isEqualTo(accepted.getInetAddress());
        assertThat(client.getLocalPort()).isEqualTo(accepted.getPort());
        assertThat(client.getChannel()).isNull();
        client.close();
        assertThat(client.isConnected()).isTrue();
        assertThat(client.isClosed()).isTrue();
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void connectsInEveryWayThatASocketDoes() throws IOException {
        InetAddress to = server.address().getAddress();
        int port = server.port();
        assertConnected(GasSocket.connect(server.host(), port));
        assertConnected(new GasSocket(server.host(), port));
        assertConnected(new GasSocket((String) null, port));
        assertConnected(new GasSocket(to, port));
        assertConnected(new GasSocket(server.host(), port, null, 0));
        assertConnected(new GasSocket(to, port, to, 0));
        for (GasSocket unconnected : List.of(new GasSocket(), new GasSocket(Proxy.NO_PROXY))) {
            unconnected.connect(server.address());
            assertConnected(unconnected);
        }
        GasSocket byName = new GasSocket();
        byName.connect(InetSocketAddress.createUnresolved(server.host(), port), 5_000);
        assertConnected(byName);
    }

    @Test
    void factoryConnectsInEveryWayThatAFactoryDoes() throws IOException {
        GasSocketFactory factory = new GasSocketFactory(3, Duration.ofMillis(20));
        InetAddress to = server.address().getAddress();
        int port = server.port();
        assertConnected(factory.createSocket(server.host(), port));
        assertConnected(factory.createSocket(to, port));
        assertConnected(factory.createSocket(server.host(), port, to, 0));
        assertConnected(factory.createSocket(to, port, to, 0));
        GasSocket unconnected = (GasSocket) factory.createSocket();
        assertThat(unconnected.getMaxRetries()).isEqualTo(3);
        assertThat(unconnected.getRetryInterval()).isEqualTo(Duration.ofMillis(20));
        unconnected.connect(server.address());
        assertConnected(unconnected);
    }

    @Test
    void defaultsAreThoseOfGoAutoSocket() throws IOException {
        for (Socket made :
                List.of(new GasSocket(), GasSocketFactory.getDefault().createSocket())) {
            assertThat(((GasSocket) made).getMaxRetries()).isEqualTo(10);
            assertThat(((GasSocket) made).getRetryInterval()).isEqualTo(Duration.ofMillis(10));
            made.close();
        }
        RetryLimit limit = new RetryLimit();
        assertThat(limit.delayNanos(0)).isEqualTo(Duration.ofMillis(10).toNanos());
        assertThat(limit.delayNanos(1)).isEqualTo(Duration.ofMillis(20).toNanos());
        assertThat(limit.delayNanos(9)).isEqualTo(Duration.ofMillis(5_120).toNanos());
        assertThat(limit.delayNanos(99)).isEqualTo(Duration.ofSeconds(10).toNanos());
        limit.retryInterval(Duration.ofMinutes(1));
        assertThat(limit.delayNanos(3)).isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void unconnectedSocketSaysSo() throws IOException {
        try (GasSocket client = new GasSocket()) {
            assertThat(client.isConnected()).isFalse();
            assertThat(client.isBound()).isFalse();
            assertThat(client.getInetAddress()).isNull();
            assertThat(client.getRemoteSocketAddress()).isNull();
            assertThat(client.getLocalSocketAddress()).isNull();
            assertThat(client.getLocalPort()).isEqualTo(-1);
            assertThat(client.getPort()).isZero();
            assertThat(client.toString()).contains("unconnected");
            assertThatThrownBy(client::getInputStream).hasMessageContaining("not connected");
            assertThatThrownBy(client::getOutputStream).hasMessageContaining("not connected");
            assertThatThrownBy(client::shutdownInput).hasMessageContaining("not connected");
            assertThatThrownBy(client::shutdownOutput).hasMessageContaining("not connected");
        }
    }

    @Test
    void firstConnectionFailsAsThatOfASocketDoes() throws IOException {
        server.refuse();
        GasSocket client = new GasSocket();

        assertThatThrownBy(() -> client.connect(server.address())).isInstanceOf(ConnectException.class);

        assertThat(client.isClosed()).isTrue();
        assertThat(client.isConnected()).isFalse();
        assertThatThrownBy(() -> client.connect(server.address())).hasMessageContaining("closed");
        assertThatThrownBy(() -> new GasSocket("no.such.host.invalid", 1)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void firstConnectionTimesOut() throws IOException {
        server.refuse();
        Backlog full = Backlog.fill(server);
        try (GasSocket client = new GasSocket()) {
            assertThatThrownBy(() -> client.connect(server.address(), 50)).isInstanceOf(SocketTimeoutException.class);
        } finally {
            full.close();
        }
    }

    @Test
    void everyConnectionComesFromTheLocalAddress() throws IOException {
        try (GasSocket client = new GasSocket()) {
            client.bind(new InetSocketAddress(ANOTHER_LOOPBACK, 0));
            int localPort = client.getLocalPort();
            assertThat(localPort).isPositive();
            assertThatThrownBy(() -> client.bind(null)).hasMessageContaining("Already bound");
            client.connect(server.address());
            assertThat(server.accept().getRemoteSocketAddress())
                    .isEqualTo(new InetSocketAddress(ANOTHER_LOOPBACK, localPort));
            server.crash();
            Resets.await(client);
            server.listen();

            client.getOutputStream().write('x');

            assertThat(server.accept().getInetAddress()).isEqualTo(address(ANOTHER_LOOPBACK));
        }
    }

    @Test
    void everyConnectionComesFromTheLocalPort() throws IOException {
        int free;
        try (GasSocket probe = new GasSocket()) {
            probe.bind(new InetSocketAddress(ANOTHER_LOOPBACK, 0));
            free = probe.getLocalPort();
        }
        try (GasSocket client = new GasSocket(server.host(), server.port(), address(ANOTHER_LOOPBACK), free)) {
            assertThat(server.accept().getPort()).isEqualTo(free);
            server.crash();
            Resets.await(client);
            server.listen();

            client.getOutputStream().write('x');

            assertThat(server.accept().getPort()).isEqualTo(free);
        }
    }

    @Test
    void localPortThatIsTakenIsAnError() throws IOException {
        assertThatThrownBy(() -> new GasSocket(
                        server.host(), server.port(), server.address().getAddress(), server.port()))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void addressesBetweenConnectionsAreThoseOfAClosedSocket() throws IOException {
        try (GasSocket client = new GasSocket(server.host(), server.port())) {
            int localPort = server.accept().getPort();
            client.setMaxRetries(0);
            server.crash();
            Resets.await(client);
            assertThatThrownBy(() -> client.getOutputStream().write('x'))
                    .isInstanceOf(MaxRetriesExceededException.class);

            assertThat(client.getRemoteSocketAddress()).isEqualTo(server.address());
            assertThat(client.getInetAddress()).isEqualTo(server.address().getAddress());
            assertThat(client.getPort()).isEqualTo(server.port());
            assertThat(client.getLocalPort()).isEqualTo(localPort);
            assertThat(client.getLocalAddress().isAnyLocalAddress()).isTrue();
        }
    }

    @Test
    void connectsOnlyOnce() throws IOException {
        try (GasSocket client = new GasSocket(server.host(), server.port())) {
            assertThatThrownBy(() -> client.connect(server.address())).hasMessageContaining("Already connected");
            assertThatThrownBy(() -> client.bind(null)).hasMessageContaining("Already bound");
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void connectionToItselfIsRefused() {
        SocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
        assertThatThrownBy(() -> Addresses.refuseItself(same, same)).isInstanceOf(ConnectException.class);
    }

    @Test
    void badArgumentsAreNamed() throws IOException {
        try (GasSocket client = new GasSocket()) {
            assertThatThrownBy(() -> client.setMaxRetries(-2))
                    .hasMessage("maxRetries is -2; valid: -1 (never give up), 0 or more");
            assertThatThrownBy(() -> client.setRetryInterval(Duration.ZERO))
                    .hasMessage("retryInterval is PT0S; valid: 1ms to 1h");
            assertThatThrownBy(() -> client.setRetryInterval(Duration.ofHours(2)))
                    .hasMessage("retryInterval is PT2H; valid: 1ms to 1h");
            assertThatThrownBy(() -> client.connect(server.address(), -1)).hasMessageContaining("timeout is -1");
            assertThatThrownBy(() -> client.connect(new SocketAddress() {
                        private static final long serialVersionUID = 1L;
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("endpoint is ");
            assertThatThrownBy(() -> client.bind(new SocketAddress() {
                        private static final long serialVersionUID = 1L;
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new GasSocket("localhost", 65_536)).hasMessage("port is 65536; valid: 0 to 65535");
        assertThatThrownBy(() -> new GasSocket("localhost", 1, null, -1))
                .hasMessage("localPort is -1; valid: 0 to 65535");
        assertThatThrownBy(() -> new GasSocketFactory(-2, Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
