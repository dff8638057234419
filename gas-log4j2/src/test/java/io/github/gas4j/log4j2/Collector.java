// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A log collector on the loopback interface that keeps what each connection has sent, or, if it is hung, accepts
 * connections and reads nothing.
 *
 * <p>Thread-safe: its state is guarded by {@code this}.
 */
final class Collector implements AutoCloseable {
    static {
        // for everything that waits for a collector: what takes a moment takes seconds on a busy machine
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final ServerSocket server;
    private final boolean hung;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ByteArrayOutputStream> connections = new ArrayList<>();
    private boolean closed;

    private Collector(int port, boolean hung) throws IOException {
        this.hung = hung;
        server = new ServerSocket();
        server.setReuseAddress(true);
        if (hung) {
            server.setReceiveBufferSize(4096);
        }
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        startDaemon(this::accept);
    }

    static Collector start() {
        try {
            return new Collector(0, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a port that was used before; waits while a connection of someone else happens to come from it. */
    static Collector start(int port) {
        return await().ignoreException(BindException.class).until(() -> new Collector(port, false), bound -> true);
    }

    static Collector startHung() {
        try {
            return new Collector(0, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port on which nothing listens. */
    static int unusedPort() {
        Collector collector = start();
        collector.close();
        return collector.port();
    }

    int port() {
        return server.getLocalPort();
    }

    String destination() {
        return "127.0.0.1:" + port();
    }

    /** Returns how many connections were accepted. */
    synchronized int connections() {
        return connections.size();
    }

    /** Returns what a connection has sent so far. */
    synchronized byte[] received(int connection) {
        return connections.get(connection).toByteArray();
    }

    /** Returns the complete lines of all connections, in the order of the connections. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ByteArrayOutputStream connection : connections) {
            String text = connection.toString(StandardCharsets.UTF_8);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            server.close();
            synchronized (this) {
                closed = true;
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                ByteArrayOutputStream connection = new ByteArrayOutputStream();
                synchronized (this) {
                    sockets.add(socket);
                    connections.add(connection);
                    if (closed) {
                        socket.close(); // accept() may still return a connection while close() is under way
                    }
                }
                if (!hung) {
                    startDaemon(() -> read(socket, connection));
                }
            }
        } catch (IOException ended) {
            // the end of this collector
        }
    }

    private void read(Socket socket, ByteArrayOutputStream connection) {
        byte[] chunk = new byte[64 << 10];
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                synchronized (this) {
                    connection.write(chunk, 0, n);
                }
            }
        } catch (IOException ended) {
            // the end of this connection
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "collector");
        thread.setDaemon(true);
        thread.start();
    }
}
