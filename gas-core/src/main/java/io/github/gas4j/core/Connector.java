// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt after another: resolves the destination's name and tries its addresses in turn, each within
 * {@code connectTimeout}, without ever blocking.
 *
 * <p>Confined to the sender's thread.
 */
final class Connector {
    private final GasConfig config;
    private final Selector selector;
    private final Resolver resolver;
    /** Shared by all connections, of which there is one at a time. */
    private final ByteBuffer discarded = ByteBuffer.allocateDirect(4096);

    private Resolver.@Nullable Lookup lookup;
    private InetAddress[] addresses = {};
    private int tried;
    private @Nullable SocketChannel channel;
    private @Nullable IOException failure;
    private long deadline;

    Connector(GasConfig config, Selector selector, Resolver resolver) {
        this.config = config;
        this.selector = selector;
        this.resolver = resolver;
    }

    /** Begins an attempt. */
    void begin(long now) {
        addresses = new InetAddress[0];
        tried = 0;
        failure = null;
        deadline = now + config.connectTimeout().toNanos();
        lookup = resolver.begin(config.target().host());
    }

    /** When {@link #poll} has to be called even if nothing happens. */
    long deadline() {
        return deadline;
    }

    /**
     * Goes on with the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if the attempt has failed
     */
    @Nullable
    Connection poll(long now) throws IOException {
        if (addresses.length == 0 && !resolved(now)) {
            return null;
        }
        while (tried < addresses.length) {
            try {
                Connection connection = pollAddress(now);
                if (connection != null || channel != null) {
                    return connection;
                }
            } catch (IOException | RuntimeException failed) {
                giveUpAddress(failed);
            }
        }
        throw failure != null ? failure : new IOException("no address to connect to");
    }

    /** Ends an attempt that no one waits for any more. */
    void abort() {
        if (channel != null) {
            closeQuietly(channel);
            channel = null;
        }
    }

    private boolean resolved(long now) throws UnknownHostException, SocketTimeoutException {
        String host = config.target().host();
        if (lookup == null) {
            lookup = resolver.begin(host);
        }
        if (lookup != null && lookup.isDone()) {
            addresses = lookup.addresses();
            return true;
        }
        if (now - deadline >= 0) {
            throw new SocketTimeoutException("looking up " + host + " took longer than connectTimeout");
        }
        return false;
    }

    /** Begins or goes on with one address; leaves {@code channel} null if it ended without a connection. */
    private @Nullable Connection pollAddress(long now) throws IOException {
        SocketChannel open = channel;
        boolean connected;
        if (open == null) {
            open = open();
            channel = open;
            deadline = now + config.connectTimeout().toNanos();
            connected = open.connect(
                    new InetSocketAddress(addresses[tried], config.target().port()));
        } else {
            connected = open.finishConnect();
        }
        if (!connected) {
            if (now - deadline >= 0) {
                throw new SocketTimeoutException("connecting took longer than connectTimeout");
            }
            return null;
        }
        if (open.getLocalAddress().equals(open.getRemoteAddress())) {
            // TCP's simultaneous open: a free local port that is also the destination connects to itself
            throw new IOException("Connection refused: it would have been to itself");
        }
        Connection connection = new PlainConnection(open, open.keyFor(selector), discarded);
        channel = null; // it is the connection's from now on
        return connection;
    }

    private SocketChannel open() throws IOException {
        SocketChannel open = SocketChannel.open();
        try {
            open.configureBlocking(false);
            open.setOption(StandardSocketOptions.SO_SNDBUF, config.sendBufferSize());
            open.setOption(StandardSocketOptions.TCP_NODELAY, true); // batches are ours to make
            keepAlive(open);
            InetAddress local = config.localAddress();
            if (local != null) {
                open.bind(new InetSocketAddress(local, 0));
            }
            open.register(selector, SelectionKey.OP_CONNECT);
            return open;
        } catch (IOException | RuntimeException | Error failed) {
            closeQuietly(open);
            throw failed;
        }
    }

    /** Notices within two minutes that an idle peer has vanished; the times are options of the JDK's on most systems. */
    private static void keepAlive(SocketChannel open) throws IOException {
        open.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : open.supportedOptions()) {
            switch (option.name()) {
                case "TCP_KEEPIDLE" -> tune(open, option, 60);
                case "TCP_KEEPINTERVAL" -> tune(open, option, 15);
                case "TCP_KEEPCOUNT" -> tune(open, option, 4);
                default -> {}
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void tune(SocketChannel open, SocketOption<?> option, int value) {
        try {
            open.setOption((SocketOption<Integer>) option, value);
        } catch (IOException | RuntimeException ignored) {
            // the connection is as good without it
        }
    }

    private void giveUpAddress(Exception cause) {
        IOException failed =
                new IOException(Causes.text(cause) + " (" + addresses[tried].getHostAddress() + ")", cause);
        if (failure != null) {
            failed.addSuppressed(failure);
        }
        failure = failed;
        abort();
        tried++;
    }

    static void closeQuietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing is left to be done with it
        }
    }
}
