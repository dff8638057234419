// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.util.Literal;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Attempts on several addresses. {@code 127.0.0.1} swallows every request for a connection, {@code 127.0.0.2} takes them,
 * {@code 127.0.0.3} refuses, and {@code 127.0.0.4} never ends a handshake. Confined to the thread of a test.
 */
abstract class ConnectorRig {
    static final String SILENT = "127.0.0.1";
    static final String GOOD = "127.0.0.2";
    static final String ENDLESS = "127.0.0.4";
    static final String REFUSING = "127.0.0.3";
    static final long STAGGER = Duration.ofMillis(250).toNanos();
    static final long FRESH_WAIT = Duration.ofMillis(500).toNanos();
    static final long TIMEOUT = Duration.ofSeconds(5).toNanos();

    final List<Connection> opened = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<Throwable> defects = new ArrayList<>();
    final List<String> askedAfresh = new ArrayList<>();
    final Deque<Runnable> held = new ArrayDeque<>();
    FullBacklog silent;
    ServerSocket good;
    Selector selector;
    Resolver.Names known = host -> addresses(SILENT, GOOD);
    Resolver.Names fresh = host -> {
        throw new UnknownHostException(host);
    };
    boolean holdsFresh;
    boolean hasNoThread;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        silent = new FullBacklog();
        good = new ServerSocket();
        good.bind(new InetSocketAddress(GOOD, silent.port()));
    }

    @AfterEach
    void close() throws IOException {
        opened.forEach(Connection::close);
        selector.close();
        good.close();
        silent.close();
    }

    static InetAddress[] addresses(String... literals) {
        try {
            InetAddress[] addresses = new InetAddress[literals.length];
            for (int i = 0; i < literals.length; i++) {
                addresses[i] = Literal.read(literals[i]);
            }
            return addresses;
        } catch (UnknownHostException failure) {
            throw new AssertionError(failure);
        }
    }

    Connector connector() {
        return connector(true);
    }

    Connector connector(boolean dnsFallback) {
        GasConfig config = GasConfig.builder()
                .option("destination", "collector:" + silent.port())
                .option("dnsFallback", "" + dnsFallback)
                .build();
        ConnectionParts parts = Parts.of(config, selector, new SendQueues(System::nanoTime));
        Connector connector = new Connector(
                new ConnectionParts(
                        parts.destination(),
                        parts.options(),
                        parts.selection(),
                        parts.discarded(),
                        parts.sendQueues(),
                        ConnectorAddressesTest::transport,
                        defects::add),
                new Resolver(
                        host -> known.addressesOf(host),
                        host -> {
                            askedAfresh.add(host);
                            return fresh.addressesOf(host);
                        },
                        this::inlineThread,
                        () -> {}),
                notices::add);
        connector.begin(0);
        return connector;
    }

    private static String address(Connection connection) throws IOException {
        return ((InetSocketAddress) connection.remote()).getAddress().getHostAddress();
    }

    /** Returns a plain connection, whose handshake never ends if the peer is the one with endless handshakes. */
    static Connection transport(SocketChannel channel, SelectionKey key, ConnectionParts parts, long connectNanos)
            throws IOException {
        Connection plain = Transport.PLAIN.over(channel, key, parts, connectNanos);
        boolean endless = address(plain).equals(ENDLESS);
        return !endless
                ? plain
                : (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("makeReady") ? false : method.invoke(plain, arguments));
    }

    /** Looks up at once, or does not ask past the cache before the test runs what is held. */
    Thread inlineThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                if (hasNoThread) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                if (holdsFresh) {
                    held.add(task);
                } else {
                    task.run();
                }
            }
        };
    }

    @Nullable
    Connection poll(Connector connector, long now) {
        try {
            Connection connection = connector.poll(now);
            if (connection != null) {
                opened.add(connection);
            }
            return connection;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    void untilConnected(Connector connector, long now) throws IOException {
        Await.until("a connection", () -> poll(connector, now) != null);
        assertThat(address(opened.get(opened.size() - 1))).isEqualTo(GOOD);
    }

    int sockets() {
        try {
            selector.selectNow();
            return selector.keys().size();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static boolean fails(Connector connector) {
        try {
            return connector.poll(0) != null;
        } catch (IOException failed) {
            return true;
        }
    }
}
