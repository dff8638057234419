// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A server whose every step a test makes itself. Its port stays its own while it is down: a socket that is bound to it but
 * does not listen keeps it from everybody else. Thread-safe: connections are in a concurrent queue, the rest is one test's.
 */
final class BlockingServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket reservation = new Socket();
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ServerSocket listener;

    private BlockingServer(InetAddress address, int port) throws IOException {
        reservation.setReuseAddress(true);
        reservation.bind(new InetSocketAddress(address, port));
    }

    static BlockingServer down() throws IOException {
        return new BlockingServer(InetAddress.getLoopbackAddress(), 0);
    }

    static BlockingServer up() throws IOException {
        BlockingServer server = down();
        server.listen();
        return server;
    }

    /** A server of the same port on another loopback address. */
    BlockingServer twin(String address) throws IOException {
        return new BlockingServer(InetAddress.getAllByName(address)[0], port());
    }

    String host() {
        return reservation.getLocalAddress().getHostAddress();
    }

    int port() {
        return reservation.getLocalPort();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(reservation.getLocalAddress(), port());
    }

    /** Returns its address with a name, so that a reconnect looks that up. */
    InetSocketAddress named() throws IOException {
        byte[] address = reservation.getLocalAddress().getAddress();
        return new InetSocketAddress(InetAddress.getByAddress("server", address), port());
    }

    void listen() throws IOException {
        listen(50);
    }

    void listen(int backlog) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.setSoTimeout(PATIENCE_MILLIS);
        opened.bind(address(), backlog);
        listener = opened;
    }

    Socket accept() throws IOException {
        ServerSocket from = listener;
        if (from == null) {
            throw new IOException("the server is down");
        }
        Socket connection = from.accept();
        accepted.add(connection);
        if (listener != from) {
            reset(connection);
            throw new IOException("the server went down");
        }
        connection.setSoTimeout(PATIENCE_MILLIS);
        return connection;
    }

    /** Refuses connections; those that are there stay. */
    void refuse() throws IOException {
        ServerSocket opened = listener;
        listener = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** Refuses connections and resets those that are there. */
    void crash() throws IOException {
        refuse();
        for (Socket connection = accepted.poll(); connection != null; connection = accepted.poll()) {
            reset(connection);
        }
    }

    static void reset(Socket connection) throws IOException {
        try {
            connection.setSoLinger(true, 0);
            connection.close();
        } catch (SocketException failed) {
            if (!connection.isClosed()) { // else whoever read from it was faster
                throw failed;
            }
        }
    }

    /** Reads exactly so many bytes. */
    static byte[] read(Socket connection, int count) throws IOException {
        byte[] bytes = connection.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the connection ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        crash();
        reservation.close();
    }
}
