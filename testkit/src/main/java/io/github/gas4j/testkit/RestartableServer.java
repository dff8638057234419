// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that can go down and come up again on its port, with a thread for each connection. Thread-safe but for going
 * down and up, which one thread does at a time.
 */
public final class RestartableServer implements AutoCloseable {
    private final InetSocketAddress address;
    private final @Nullable Reservation reservation;
    private final Service service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private RestartableServer(InetSocketAddress address, @Nullable Reservation reservation, Service service) {
        this.address = address;
        this.reservation = reservation;
        this.service = service;
    }

    /** Serves a connection, on a thread of its own. */
    public interface Service {
        /** Returns or fails at the connection's end; the server closes it then. */
        void serve(Socket connection) throws IOException;
    }

    /** Starts a server on a free port of the loopback address. */
    public static RestartableServer up(Service service) throws IOException {
        Reservation reservation = Reservation.onLoopback();
        RestartableServer server = new RestartableServer(reservation.address(), reservation, service);
        server.comeUp();
        return server;
    }

    /**
     * Starts a server at an address of the caller's choice.
     *
     * @throws java.net.BindException at once, if the port is taken or the address is not one of this machine
     */
    public static RestartableServer at(InetSocketAddress address, Service service) throws IOException {
        RestartableServer server = new RestartableServer(address, null, service);
        ServerSocket opened = newListener();
        try {
            opened.bind(address);
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
        server.accept(opened);
        return server;
    }

    /** Returns the address, which stays the same. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns how many connections there have been. */
    public int connections() {
        return accepted.get();
    }

    /** Returns how many connections are open. */
    public int open() {
        return open.size();
    }

    /** Accepts connections again. */
    public void comeUp() throws IOException {
        ServerSocket opened = newListener();
        Rebinding.bind(() -> opened.bind(address));
        accept(opened);
    }

    private static ServerSocket newListener() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        return opened;
    }

    private void accept(ServerSocket opened) {
        listener = opened;
        acceptor = Threads.start(false, "server", () -> acceptAll(opened));
    }

    /** Refuses connections, and resets those that are open. Returns how many these were. */
    public int goDown() throws IOException, InterruptedException {
        if (listener == null || acceptor == null) {
            return 0;
        }
        listener.close();
        acceptor.join(); // as long as it is in its call, the port is not free
        listener = null;
        int reset = 0;
        for (Socket connection : List.copyOf(open)) {
            if (open.remove(connection)) {
                reset(connection);
                reset++;
            }
        }
        return reset;
    }

    private static void reset(Socket connection) {
        try (connection) {
            connection.setSoLinger(true, 0);
        } catch (IOException closed) {
            // its service was faster
        }
    }

    private void acceptAll(ServerSocket from) {
        try {
            while (true) {
                Socket connection = from.accept();
                accepted.incrementAndGet();
                open.add(connection);
                Threads.start(false, "connection", () -> serve(connection));
            }
        } catch (IOException down) {
            // the next acceptor goes on when the server is up again
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            service.serve(connection);
        } catch (IOException over) {
            // a connection may end at any time
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            goDown();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        if (reservation != null) {
            reservation.close();
        }
    }
}
