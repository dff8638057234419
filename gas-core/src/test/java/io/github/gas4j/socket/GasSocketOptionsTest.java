// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GasSocketOptionsTest {
    private volatile Runnable duringLookup = () -> {};
    private BlockingServer server;
    private GasSocket client;

    @BeforeEach
    void make() throws IOException {
        server = BlockingServer.up();
        client = new GasSocket(Socket::new, this::lookUp, System::nanoTime);
        client.setRetryInterval(Duration.ofMillis(1));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private InetAddress[] lookUp(String host) {
        duringLookup.run();
        return new InetAddress[] {server.address().getAddress()};
    }

    private void reconnect() throws IOException {
        server.crash();
        Resets.await(client);
        server.listen();
        client.getOutputStream().write('x');
        server.accept();
    }

    private void disconnect() throws IOException {
        int retries = client.getMaxRetries();
        server.crash();
        client.setMaxRetries(0);
        Resets.await(client);
        assertThatThrownBy(() -> client.getOutputStream().write('x')).isInstanceOf(MaxRetriesExceededException.class);
        client.setMaxRetries(retries);
    }

    /** What the system's socket says, not what the client remembers. */
    private Socket connection() {
        SocketConnection live = client.reconnector.live().get();
        assertThat(live).isNotNull();
        return live == null ? new Socket() : live.socket();
    }

    @SuppressWarnings("unchecked")
    private static SocketOption<Integer> keepIdle(Socket of) {
        return (SocketOption<Integer>) of.supportedOptions().stream()
                .filter(option -> option.name().equals("TCP_KEEPIDLE"))
                .findFirst()
                .orElseThrow();
    }

    private void setAll() throws IOException {
        client.setTcpNoDelay(true);
        client.setSoLinger(true, 3);
        client.setSoTimeout(12_345);
        client.setSendBufferSize(20_000);
        client.setReceiveBufferSize(30_000);
        client.setKeepAlive(true);
        client.setOOBInline(true);
        client.setReuseAddress(true);
        client.setTrafficClass(0x10);
        client.setPerformancePreferences(1, 2, 3);
        assertThat(client.setOption(keepIdle(client), 77)).isSameAs(client);
    }

    private static List<Object> all(Socket of) throws IOException {
        return List.of(
                of.getTcpNoDelay(),
                of.getSoLinger(),
                of.getSoTimeout(),
                of.getSendBufferSize(),
                of.getReceiveBufferSize(),
                of.getKeepAlive(),
                of.getOOBInline(),
                of.getReuseAddress(),
                of.getTrafficClass(),
                of.getOption(keepIdle(of)));
    }

    private static List<Object> allOfAPlainSocketThatWasSetAlike() throws IOException {
        try (Socket plain = new Socket()) {
            plain.setSendBufferSize(20_000);
            plain.setReceiveBufferSize(30_000);
            return List.of(
                    true,
                    3,
                    12_345,
                    plain.getSendBufferSize(),
                    plain.getReceiveBufferSize(),
                    true,
                    true,
                    true,
                    0x10,
                    77);
        }
    }

    @Test
    void optionsSetBeforeConnectingHoldForEveryConnection() throws IOException {
        setAll();
        assertThat(all(client)).isEqualTo(allOfAPlainSocketThatWasSetAlike());

        client.connect(server.address());
        server.accept();
        assertThat(all(connection())).isEqualTo(allOfAPlainSocketThatWasSetAlike());
        reconnect();

        assertThat(all(connection())).isEqualTo(allOfAPlainSocketThatWasSetAlike());
    }

    @Test
    void optionsSetOnAConnectionHoldForTheNext() throws IOException {
        client.connect(server.address());
        server.accept();
        setAll();
        assertThat(all(connection())).isEqualTo(allOfAPlainSocketThatWasSetAlike());
        Socket before = connection();

        reconnect();

        assertThat(connection()).isNotSameAs(before);
        assertThat(all(connection())).isEqualTo(allOfAPlainSocketThatWasSetAlike());
        assertThat(all(client)).isEqualTo(all(connection()));
    }

    @Test
    void optionsSetWithoutAConnectionHoldForTheNext() throws IOException {
        client.connect(server.address());
        server.accept();
        disconnect();

        setAll();
        assertThat(all(client)).isEqualTo(allOfAPlainSocketThatWasSetAlike());
        server.listen();
        client.getOutputStream().write('x');

        assertThat(all(connection())).isEqualTo(allOfAPlainSocketThatWasSetAlike());
    }

    @Test
    void optionSetWhileReconnectingHoldsForThatConnection() throws IOException {
        client.connect(server.named());
        server.accept();
        duringLookup = () -> {
            try {
                client.setKeepAlive(true);
            } catch (SocketException failed) {
                throw new IllegalStateException(failed);
            }
        };

        reconnect();

        assertThat(connection().getKeepAlive()).isTrue();
    }

    @Test
    void optionSetInTheLastStepOfAConnectHoldsForThatConnection() throws IOException {
        CompletableFuture<GasSocket> set = new CompletableFuture<>();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        HookedSocket.Hook hook = moment -> {
            if (moment == HookedSocket.Moment.NO_DELAY_SET && isFirst.compareAndSet(true, false)) {
                set.join().setKeepAlive(true);
            }
        };
        try (GasSocket hooked = new GasSocket(() -> new HookedSocket(hook), this::lookUp, System::nanoTime)) {
            set.complete(hooked);
            hooked.setTcpNoDelay(true);

            hooked.connect(server.address());

            assertThat(isFirst).isFalse();
            assertThat(hooked.getKeepAlive()).isTrue();
        }
    }

    @Test
    void optionSetOnABoundSocketHoldsForItsConnection() throws IOException {
        client.bind(null);
        client.setKeepAlive(true);

        client.connect(server.address());

        assertThat(connection().getKeepAlive()).isTrue();
    }

    @Test
    void laterOfTwoSpellingsWins() throws IOException {
        client.connect(server.address());
        server.accept();
        client.setTcpNoDelay(true);
        client.setOption(StandardSocketOptions.TCP_NODELAY, false);
        reconnect();
        assertThat(connection().getTcpNoDelay()).isFalse();

        client.setTcpNoDelay(true);
        reconnect();

        assertThat(connection().getTcpNoDelay()).isTrue();
    }

    /** Else the connection could have one thread's value and the next one the other's. */
    @Test
    void oneOptionIsSetAtATime() throws IOException {
        CompletableFuture<GasSocket> set = new CompletableFuture<>();
        CompletableFuture<Caller> other = new CompletableFuture<>();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        HookedSocket.Hook hook = moment -> {
            if (moment == HookedSocket.Moment.NO_DELAY_SET && isFirst.compareAndSet(true, false)) {
                other.complete(Caller.of(() -> set.join().setTcpNoDelay(false)).awaitWaiting());
            }
        };
        try (GasSocket hooked = new GasSocket(() -> new HookedSocket(hook), this::lookUp, System::nanoTime)) {
            set.complete(hooked);
            hooked.connect(server.address());

            hooked.setTcpNoDelay(true);

            other.join().succeeds();
            assertThat(hooked.getTcpNoDelay()).isFalse();
        }
    }

    @Test
    void badOptionIsRefusedAndForgotten() throws IOException {
        for (boolean connected : new boolean[] {false, true}) {
            if (connected) {
                client.connect(server.address());
                server.accept();
            }
            assertThatThrownBy(() -> client.setSoTimeout(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.setTrafficClass(256)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1))
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        reconnect();

        assertThat(client.getSoTimeout()).isZero();
    }

    @Test
    void closedSocketHasNoOptions() throws IOException {
        client.close();

        assertThatThrownBy(() -> client.setKeepAlive(true)).isExactlyInstanceOf(SocketException.class);
        assertThatThrownBy(() -> client.getKeepAlive()).isExactlyInstanceOf(SocketException.class);
    }

    @Test
    void nothingOfSocketIsInheritedUnseen() {
        Set<String> notOurs = Set.of("setSocketImplFactory");
        List<String> inherited = new ArrayList<>();
        for (Method method : Socket.class.getDeclaredMethods()) {
            boolean overridable =
                    Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers());
            if (overridable && !notOurs.contains(method.getName()) && !isOverridden(method)) {
                inherited.add(method.toString());
            }
        }
        assertThat(inherited).isEmpty();
    }

    private static boolean isOverridden(Method method) {
        return Stream.of(GasSocket.class, SocketBase.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
