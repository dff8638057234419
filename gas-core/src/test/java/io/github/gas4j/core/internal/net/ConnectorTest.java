// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RefusingPort;
import io.github.gas4j.core.internal.names.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts to connect to real loopback sockets. */
class ConnectorTest {
    private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();

    private final Peer peer = new Peer();
    private final List<Connection> opened = new ArrayList<>();
    private Selector selector;
    private Resolver.Names names = host -> new InetAddress[] {InetAddress.getAllByName("127.0.0.1")[0]};
    private Resolver.@Nullable Names fresh;
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        opened.forEach(Connection::close);
        selector.close();
        peer.close();
    }

    private Connector connector(int port, UnaryOperator<GasConfigBuilder> options) {
        GasConfig config = options.apply(GasConfig.builder().option("destination", "collector:" + port))
                .build();
        return new Connector(
                Parts.of(config, selector, new SendQueues(System::nanoTime)),
                new Resolver(host -> names.addressesOf(host), fresh, Thread::new, () -> {}),
                notices::add);
    }

    private Connector connector() {
        return connector(peer.port(), options -> options);
    }

    private @Nullable Connection poll(Connector connector, long now) throws IOException {
        Connection connection = connector.poll(now);
        if (connection != null) {
            opened.add(connection);
        }
        return connection;
    }

    private Connection connect(Connector connector) throws IOException {
        connector.begin(0);
        for (int i = 0; i < 1_000; i++) {
            Connection connection = poll(connector, 0);
            if (connection != null) {
                return connection;
            }
            selector.select(key -> {}, 5);
        }
        throw new AssertionError("not connected");
    }

    private static void write(Connection connection, String text) throws IOException {
        connection.write(ByteBuffer.wrap(Bytes.of(text)));
    }

    @Test
    void opensAConnection() throws IOException {
        Connection connection = connect(connector());
        Peer.Link link = peer.accept();

        write(connection, "event\n");
        assertThat(link.readLine()).isEqualTo("event\n");
        assertThat(connection.receive()).isEqualTo(Connection.Incoming.NOTHING);

        connection.endOutput();
        assertThat(link.readToEnd()).isEmpty();
        link.close();
        Await.until("its end", () -> isEnded(connection));
    }

    @Test
    void readsOnlySoMuchAtATimeFromAPeerThatTalksWithoutEnd() throws IOException {
        Connection connection = connect(connector());
        Peer.Link link = peer.accept();
        link.write("x".repeat(200_000));
        link.close();

        assertThat(connection.receive()).as("64 KiB in one go").isEqualTo(Connection.Incoming.MORE);
        Await.until("its end", () -> isEnded(connection));
    }

    @Test
    void failsWithTheAddressThatRefused() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            Connector connector = connector(refusing.port(), options -> options);

            assertThatThrownBy(() -> connect(connector))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Connection refused (127.0.0.1)");
        }
        selector.selectNow();
        assertThat(selector.keys()).isEmpty();
    }

    @Test
    void triesTheNextAddressWhenOneRefuses() throws IOException {
        names = host ->
                new InetAddress[] {InetAddress.getAllByName("127.0.0.2")[0], InetAddress.getAllByName("127.0.0.1")[0]};

        Connection connection = connect(connector());
        write(connection, "event\n");

        assertThat(peer.accept().readLine()).isEqualTo("event\n");
    }

    @Test
    void failsWithAllThatWentWrongWhenNoAddressAnswers() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            names = host -> new InetAddress[] {
                InetAddress.getAllByName("127.0.0.1")[0], InetAddress.getAllByName("127.0.0.2")[0]
            };
            Connector connector = connector(refusing.port(), options -> options);

            assertThatThrownBy(() -> connect(connector))
                    .hasMessageEndingWith("(127.0.0.2)")
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .asString()
                            .endsWith("Connection refused (127.0.0.1)"));
        }
    }

    @Test
    void beginsAnewWithTheFirstAddress() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            Connector connector = connector(refusing.port(), options -> options);
            assertThatThrownBy(() -> connect(connector)).hasNoSuppressedExceptions();

            assertThatThrownBy(() -> connect(connector)).hasNoSuppressedExceptions();
        }
    }

    @Test
    void failsForAHostThatIsUnknownOrHasNoAddress() {
        names = host -> {
            throw new UnknownHostException(host);
        };
        assertThatThrownBy(() -> connect(connector()))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("collector");

        names = host -> new InetAddress[0];
        assertThatThrownBy(() -> connect(connector())).hasMessage("no address to connect to");
    }

    @Test
    void givesUpALookupThatTakesTooLongAndGoesOnWithItNextTime() throws IOException {
        CountDownLatch answer = new CountDownLatch(1);
        names = host -> {
            awaitQuietly(answer);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        Connector connector = connector();
        connector.begin(0);
        assertThat(connector.deadline()).isEqualTo(TIMEOUT);
        assertThat(poll(connector, TIMEOUT - 1)).isNull();
        assertThatThrownBy(() -> poll(connector, TIMEOUT))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("looking up collector took longer than connectTimeout");

        connector.begin(TIMEOUT);
        answer.countDown();

        connector.abort();
        connect(connector);
        peer.accept();
    }

    @Test
    void givesUpAnAddressThatDoesNotAnswer() throws IOException {
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assumeTrue(fillBacklog(full, queued), "this system's backlog has no end");
            Connector connector = connector(full.getLocalPort(), options -> options);
            connector.begin(0);
            Await.until("it connects", () -> {
                assertThat(pollUnchecked(connector, 7)).isNull();
                return !selector.keys().isEmpty();
            });
            assertThat(connector.deadline()).as("anew for each address").isEqualTo(7 + TIMEOUT);

            assertThatThrownBy(() -> poll(connector, 7 + TIMEOUT))
                    .hasMessage("connecting took longer than connectTimeout (127.0.0.1)");
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    @Test
    void comesFromTheLocalAddress() throws IOException {
        assumeTrue(isOwn("127.0.0.2"), "this system has one loopback address");

        connect(connector(peer.port(), options -> options.option("localAddress", "127.0.0.2")));

        assertThat(peer.accept().remoteAddress().getHostAddress()).isEqualTo("127.0.0.2");
    }

    @Test
    void failsIfTheLocalAddressIsNotThisHostsAndNamesThatOption() {
        Connector connector = connector(peer.port(), options -> options.option("localAddress", "192.0.2.1"));

        assertThatThrownBy(() -> connect(connector))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("localAddress 192.0.2.1: ")
                .hasMessageEndingWith("(127.0.0.1)");
    }

    @Test
    void connectsToAnAddressWithoutALookup() throws IOException {
        names = host -> {
            throw new AssertionError("looked up " + host);
        };

        connect(connector(peer.port(), options -> options.option("destination", peer.destination())));

        peer.accept();
    }

    @Test
    void isDueAtOnceIfThereIsNoLookupToWaitFor() {
        Connector connector = connector(peer.port(), options -> options.option("destination", peer.destination()));
        connector.begin(7);

        assertThat(connector.deadline()).isEqualTo(7);
    }

    @Test
    void closesTheSocketOfAnAttemptThatIsAborted() throws IOException {
        Connector connector = connector();
        connector.begin(0);
        connector.abort();
        assertThat(selector.keys()).isEmpty();

        connect(connector);
        assertThat(selector.keys()).hasSize(1);
        connector.abort();
        selector.selectNow();
        assertThat(selector.keys())
                .as("a connection that was made is not its any more")
                .hasSize(1);
    }

    private @Nullable Connection pollUnchecked(Connector connector, long now) {
        try {
            return poll(connector, now);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static boolean fillBacklog(ServerSocket server, List<Socket> queued) throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
            } catch (SocketTimeoutException full) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwn(String address) {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getAllByName(address)[0])) {
            return probe.isBound();
        } catch (IOException notOwn) {
            return false;
        }
    }

    private static boolean isEnded(Connection connection) {
        try {
            return connection.receive() == Connection.Incoming.ENDED;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
