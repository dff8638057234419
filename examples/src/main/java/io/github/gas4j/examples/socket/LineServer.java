// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that counts the lines it receives and can go down and up on its port. Thread-safe but for going down and up,
 * which one thread does at a time.
 */
final class LineServer implements AutoCloseable {
    /** Bound but not listening, it keeps the port while the server is down. */
    private final Socket reservation = new Socket();

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private LineServer() throws IOException {
        reservation.setReuseAddress(true);
        reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static LineServer up() throws IOException {
        LineServer server = new LineServer();
        server.comeUp();
        return server;
    }

    String host() {
        return reservation.getLocalAddress().getHostAddress();
    }

    int port() {
        return reservation.getLocalPort();
    }

    /** How many lines have arrived over all connections. */
    long lines() {
        return lines.get();
    }

    /** How many connections there have been. */
    int connections() {
        return connections.size();
    }

    void comeUp() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(reservation.getLocalAddress(), port()));
        listener = opened;
        acceptor = start(() -> acceptAll(opened));
    }

    /** Crashes: connections are reset, and there are no new ones. */
    void goDown() throws IOException, InterruptedException {
        if (listener == null || acceptor == null) {
            return;
        }
        listener.close();
        acceptor.join(); // as long as it is in its call, the port is not free
        listener = null;
        for (Socket connection : connections) {
            if (!connection.isClosed()) {
                connection.setSoLinger(true, 0);
                connection.close();
            }
        }
    }

    private void acceptAll(ServerSocket from) {
        try {
            while (true) {
                Socket connection = from.accept();
                connections.add(connection);
                start(() -> readAll(connection));
            }
        } catch (IOException down) {
            // the next acceptor goes on when the server is up again
        }
    }

    private void readAll(Socket connection) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = connection.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines.incrementAndGet();
                    }
                }
            }
        } catch (IOException over) {
            // a connection may end at any time
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "line-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        try {
            goDown();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        reservation.close();
    }
}
