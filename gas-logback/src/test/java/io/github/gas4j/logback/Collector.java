// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections on the loopback address and keeps what arrives, connection by connection. Thread-safe. */
final class Collector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocket server = new ServerSocket();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> streams = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Collector(int port) throws IOException {
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        thread(this::accept);
    }

    static Collector start() {
        return startOn(0);
    }

    static Collector startOn(int port) {
        try {
            return new Collector(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Everything that a connection has brought, the first connection being number 0. */
    String received(int connection) {
        return streams.size() <= connection ? "" : streams.get(connection).toString(StandardCharsets.UTF_8);
    }

    /** Everything that a connection has brought, as it came. */
    byte[] bytes(int connection) {
        return streams.get(connection).toByteArray();
    }

    /** Waits for this text to be all that a connection has brought. */
    void awaitReceived(int connection, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(received(connection)).isEqualTo(text));
    }

    /** Waits for lines, and returns the lines of all connections. */
    List<String> awaitLines(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).hasSizeGreaterThanOrEqualTo(count));
        return lines();
    }

    private List<String> lines() {
        return streams.stream()
                .flatMap(stream -> stream.toString(StandardCharsets.UTF_8).lines())
                .toList();
    }

    /** Ends all connections, and goes on accepting new ones. */
    void disconnect() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                ByteArrayOutputStream stream = new ByteArrayOutputStream();
                sockets.add(socket);
                streams.add(stream);
                thread(() -> read(socket, stream));
                if (closed) {
                    socket.close(); // accept() may still return a connection while close() is under way
                }
            }
        } catch (IOException ended) {
            // the test is over
        }
    }

    private static void read(Socket socket, ByteArrayOutputStream stream) {
        try (socket) {
            socket.getInputStream().transferTo(stream);
        } catch (IOException ended) {
            // the test is over
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "collector");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        disconnect();
    }
}
