// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.ConnectionOptions;
import io.github.gas4j.core.internal.names.Addresses;
import io.github.gas4j.core.internal.util.Causes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one address within {@code connectTimeout} and never blocks. A connect attempt creates one per address.
 *
 * <p>Confined to the sender's thread.
 */
public final class AddressAttempt {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ConnectionParts parts;
    private final long began;
    private final long deadline;
    private boolean connected;
    /** The connection, which owns the channel; null until the address has answered. */
    private @Nullable Connection connection;

    /** Starts to connect. Throws if that fails at once. */
    public AddressAttempt(ConnectionParts parts, SocketAddress address, long now) throws IOException {
        this.parts = parts;
        began = now;
        ConnectionOptions options = parts.options();
        deadline = now + options.connectTimeout().toNanos();
        Headroom.require();
        boolean local = address instanceof UnixDomainSocketAddress;
        channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferSize());
            if (!local) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // the client batches by itself
                keepAlive(channel);
                bind(options.localAddress());
            }
            key = channel.register(parts.selection().selector(), SelectionKey.OP_CONNECT);
            connected = channel.connect(address);
        } catch (IOException | RuntimeException | Error failed) {
            parts.selection().close(channel);
            throw failed;
        }
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    public long deadline() {
        return deadline;
    }

    /** Returns the connection when it is ready, null before. Throws if the address refuses or does not answer. */
    @Nullable
    public Connection poll(long now) throws IOException {
        if (connection == null) {
            connected = connected || channel.finishConnect();
            if (connected) {
                Addresses.refuseItself(channel.getLocalAddress(), channel.getRemoteAddress());
                connection = parts.transport().over(channel, key, parts, now - began);
            }
        }
        if (connection != null && connection.makeReady()) {
            return connection;
        }
        if (now - deadline >= 0) {
            throw new SocketTimeoutException(
                    connected
                            ? "the TLS handshake took longer than connectTimeout; perhaps this port expects plain text"
                            : "connecting took longer than connectTimeout");
        }
        return null;
    }

    /** Returns whether the address has answered. */
    public boolean isConnected() {
        return connection != null;
    }

    /** Cancels the attempt. */
    public void abort() {
        if (connection != null) {
            connection.close();
        } else {
            parts.selection().close(channel);
        }
    }

    private void bind(@Nullable InetAddress local) throws IOException {
        if (local != null) {
            try {
                channel.bind(new InetSocketAddress(local, 0));
            } catch (IOException | RuntimeException failed) {
                // without the prefix, the message would seem to be about the collector's address
                throw new IOException("localAddress " + local.getHostAddress() + ": " + Causes.text(failed), failed);
            }
        }
    }

    /** Makes the kernel notice a vanished idle peer within two minutes, on systems that have options for the times. */
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
            // the connection works without the option
        }
    }
}
