// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback address, held by a socket that is bound but does not listen: it refuses connections and keeps the
 * port from everybody else, above all from the client's own outgoing connections, which could meet themselves on a free
 * port. A listener with {@code SO_REUSEADDR} may come and go on it. Thread-safe: immutable.
 */
public final class Reservation implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InetSocketAddress address;

    private Reservation() throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    /** Holds a port that is free. */
    public static Reservation onLoopback() {
        try {
            return new Reservation();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the port. */
    public int port() {
        return address.getPort();
    }

    /** Returns the address and the port. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns the address and the port as a configuration names them. */
    public String destination() {
        return address.getAddress().getHostAddress() + ":" + port();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
