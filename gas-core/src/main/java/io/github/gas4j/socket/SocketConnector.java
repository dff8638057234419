// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.net.Addresses;
import io.github.gas4j.core.internal.net.Headroom;
import io.github.gas4j.core.internal.net.Resolver;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plain sockets of a {@link GasSocket}: one attempt resolves the name and tries its addresses in turn, blocking.
 *
 * <p>Attempts are made by one caller at a time, each of which has taken the {@link SocketReconnector}'s lock after the
 * last, which publishes {@code local}. {@link #close} comes from any thread: it reads {@code candidate} after
 * {@link Waits} was closed, and an attempt asks {@link Waits} after it has stored {@code candidate}, so one sees the other.
 */
final class SocketConnector {
    private final Supplier<Socket> sockets;
    private final Resolver resolver;
    private final Waits waits;
    private @Nullable InetSocketAddress local;
    private volatile @Nullable Socket bound;
    private volatile @Nullable Socket candidate;

    SocketConnector(Supplier<Socket> sockets, Resolver resolver, Waits waits) {
        this.sockets = sockets;
        this.resolver = resolver;
        this.waits = waits;
    }

    /** Where a {@link GasSocket} connects to; {@code address} is what its user gave, null for a name only. */
    record Server(Destination destination, @Nullable InetAddress address) {}

    /** A socket with these options and without a connection. */
    Socket open(KeptOptions options) throws IOException {
        Socket socket = sockets.get();
        try {
            options.applyTo(socket);
            return socket;
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(socket);
            throw failed;
        }
    }

    /** Binds what the first connection will be made of, and notes where the later ones come from. */
    Socket bind(InetSocketAddress address, KeptOptions options) throws IOException {
        Socket socket = openBound(address, options);
        local = address;
        bound = socket;
        if (waits.isClosed()) {
            Quietly.close(socket);
        }
        return socket;
    }

    /** The first attempt: to the very address that was given, or else to those of the name. */
    Socket connect(Server server, int timeoutMillis, KeptOptions options) throws IOException {
        Addresses addresses = server.address() == null
                ? new Addresses(resolver, server.destination(), null)
                : Addresses.given(resolver, server.destination(), server.address());
        try {
            return connect(addresses, server, timeoutMillis, options);
        } catch (IOException failure) {
            throw Addresses.ofLastAddress(failure); // of the type that users of Socket catch
        }
    }

    /** A later attempt: to what the name means now; if it is unknown, to the address that was given. */
    Socket reconnect(Server server, int timeoutMillis, KeptOptions options) throws IOException {
        Addresses addresses = new Addresses(resolver, server.destination(), server.address());
        return connect(addresses, server, timeoutMillis, options);
    }

    /** Ends an attempt from outside. */
    void close() {
        closeIfAny(candidate);
        closeIfAny(bound);
    }

    private Socket connect(Addresses addresses, Server server, int timeoutMillis, KeptOptions options)
            throws IOException {
        if (!waits.await(addresses::lookUp, Waits.nanosOrForever(timeoutMillis))) {
            addresses.failLookup(new SocketTimeoutException(
                    "looking up " + server.destination().host() + " took longer than " + timeoutMillis + "ms"));
        }
        for (InetSocketAddress next = addresses.next(); next != null; next = addresses.next()) {
            try {
                return connect(next, timeoutMillis, options);
            } catch (IOException | RuntimeException failed) {
                waits.throwIfClosed();
                Waits.throwIfInterrupted();
                addresses.fail(next, failed);
            }
        }
        throw addresses.failure();
    }

    private Socket connect(InetSocketAddress address, int timeoutMillis, KeptOptions options) throws IOException {
        Headroom.require();
        Socket socket = bound;
        bound = null;
        if (socket == null) {
            socket = local == null ? open(options) : openBound(local, options);
        } else {
            options.applyTo(socket);
        }
        candidate = socket;
        try {
            waits.throwIfClosed();
            socket.connect(address, timeoutMillis);
            Addresses.refuseItself(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
            return socket;
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(socket);
            throw failed;
        } finally {
            candidate = null;
        }
    }

    private Socket openBound(InetSocketAddress address, KeptOptions options) throws IOException {
        Socket socket = open(options);
        try {
            if (address.getPort() != 0) {
                socket.setReuseAddress(true); // the connection before it may not be quite gone
            }
            socket.bind(address);
            return socket;
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(socket);
            throw failed;
        }
    }

    private static void closeIfAny(@Nullable Socket socket) {
        if (socket != null) {
            Quietly.close(socket);
        }
    }
}
