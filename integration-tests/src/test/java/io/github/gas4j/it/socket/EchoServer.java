// SPDX-License-Identifier: MIT
package io.github.gas4j.it.socket;

import io.github.gas4j.it.fixtures.Rebinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An echo server that can restart on its port. Thread-safe but for going down and up, which one thread does at a time.
 */
final class EchoServer implements AutoCloseable {
    /** Bound but not listening, it keeps the port while the server is down. */
    private final Socket reservation = new Socket();

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private EchoServer() throws IOException {
        reservation.setReuseAddress(true);
        reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static EchoServer up() throws IOException {
        EchoServer server = new EchoServer();
        server.comeUp();
        return server;
    }

    InetAddress address() {
        return reservation.getLocalAddress();
    }

    int port() {
        return reservation.getLocalPort();
    }

    /** How many connections there have been. */
    int connections() {
        return connections.size();
    }

    void comeUp() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        Rebinding.bind(() -> opened.bind(new InetSocketAddress(address(), port())));
        listener = opened;
        acceptor = start(() -> acceptAll(opened));
    }

    /** Ends all connections, with a reset. */
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
                start(() -> echo(connection));
            }
        } catch (IOException down) {
            // the next acceptor goes on when the server is up again
        }
    }

    private static void echo(Socket connection) {
        try {
            connection.getInputStream().transferTo(connection.getOutputStream());
        } catch (IOException over) {
            // a connection may end at any time
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "echo-server");
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
