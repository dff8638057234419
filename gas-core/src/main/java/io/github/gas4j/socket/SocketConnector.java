// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.names.Addresses;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Headroom;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a {@link GasSocket}. An attempt blocks: it looks the name up and tries its addresses in turn.
 *
 * <p>One caller at a time makes an attempt. It sees {@code local}, because it has taken the {@link SocketReconnector}'s
 * lock since the previous attempt. Any thread may call {@link #close}, which reads {@code candidate} after
 * {@link Waits} is closed. An attempt stores {@code candidate} before it checks {@link Waits}, so one sees the other.
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

    /** The server of a {@link GasSocket}; the user's {@code address} is null if only a name was given. */
    record Server(Destination destination, @Nullable InetAddress address) {}

    /** Returns an unconnected socket with these options. */
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

    /** Returns a bound socket, which the first connection will use. Notes the local address for later connections. */
    Socket bind(InetSocketAddress address, KeptOptions options) throws IOException {
        Socket socket = openBound(address, options);
        local = address;
        bound = socket;
        if (waits.isClosed()) {
            Quietly.close(socket);
        }
        return socket;
    }

    /** Makes the first connection: to the user's address or, if there is none, to those of the name. */
    Socket connect(Server server, int timeoutMillis, KeptOptions options) throws IOException {
        Addresses addresses = server.address() == null
                ? new Addresses(resolver, server.destination(), null)
                : Addresses.given(resolver, server.destination(), server.address());
        try {
            return connect(addresses, server, timeoutMillis, options);
        } catch (IOException failure) {
            throw Addresses.ofLastAddress(failure); // of the type that callers of Socket catch
        }
    }

    /** Makes a later connection: to the addresses of the name or, if its lookup fails, to the user's address. */
    Socket reconnect(Server server, int timeoutMillis, KeptOptions options) throws IOException {
        Addresses addresses = new Addresses(resolver, server.destination(), server.address());
        return connect(addresses, server, timeoutMillis, options);
    }

    /** Ends the current attempt, if any, by closing its socket. Also closes a bound socket that is not used yet. */
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
                socket.setReuseAddress(true); // the previous connection may still hold the port
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
