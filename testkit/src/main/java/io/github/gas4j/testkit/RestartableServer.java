// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback address that can go down and come up again on its port. Thread-safe but for going down and up,
 * which one thread does at a time.
 */
public final class RestartableServer implements AutoCloseable {
    private final Service service;
    private final Reservation reservation = Reservation.onLoopback();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private RestartableServer(Service service) {
        this.service = service;
    }

    /** Serves a connection, on a thread of its own. */
    public interface Service {
        /** Returns or fails at the connection's end. */
        void serve(Socket connection) throws IOException;
    }

    /** Starts a server. */
    public static RestartableServer up(Service service) throws IOException {
        RestartableServer server = new RestartableServer(service);
        server.comeUp();
        return server;
    }

    /** Returns the address, which stays the same. */
    public InetSocketAddress address() {
        return reservation.address();
    }

    /** Returns how many connections there have been. */
    public int connections() {
        return connections.size();
    }

    /** Accepts connections again. */
    public void comeUp() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        Rebinding.bind(() -> opened.bind(address()));
        listener = opened;
        acceptor = Threads.start(false, "server", () -> acceptAll(opened));
    }

    /** Refuses connections, and resets those that are open. */
    public void goDown() throws IOException, InterruptedException {
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
                Threads.start(false, "connection", () -> serve(connection));
            }
        } catch (IOException down) {
            // the next acceptor goes on when the server is up again
        }
    }

    private void serve(Socket connection) {
        try {
            service.serve(connection);
        } catch (IOException over) {
            // a connection may end at any time
        }
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
