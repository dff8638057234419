// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.ConnectionOptions;
import io.github.gas4j.core.internal.util.Causes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one address within {@code connectTimeout}, without ever blocking.
 *
 * <p>Confined to the sender's thread.
 */
public final class Dial {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Settings settings;
    private final long deadline;
    private boolean connected;

    /**
     * What connections are made with: their options, and what a client's connections share.
     *
     * @param options the options of connections
     * @param selection waits for sockets
     * @param discarded scratch memory for what peers send
     * @param sendQueues tell what the collector's system has acknowledged
     * @param defects is told of failures that end nothing and may be defects
     */
    public record Settings(
            ConnectionOptions options,
            Selection selection,
            ByteBuffer discarded,
            SendQueues sendQueues,
            Consumer<Throwable> defects) {}

    /** Begins to connect; throws if that fails at once. */
    public Dial(Settings settings, InetSocketAddress address, long now) throws IOException {
        this.settings = settings;
        ConnectionOptions options = settings.options();
        deadline = now + options.connectTimeout().toNanos();
        Headroom.require();
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferSize());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // batches are ours to make
            keepAlive(channel);
            bind(options.localAddress());
            key = channel.register(settings.selection().selector(), SelectionKey.OP_CONNECT);
            connected = channel.connect(address);
        } catch (IOException | RuntimeException | Error failed) {
            settings.selection().close(channel);
            throw failed;
        }
    }

    /** When {@link #poll} has to be called even if nothing happens. */
    public long deadline() {
        return deadline;
    }

    /** Returns the connection once there is one, and null before; throws if there will be none. */
    @Nullable
    public Connection poll(long now) throws IOException {
        connected = connected || channel.finishConnect();
        if (!connected) {
            if (now - deadline >= 0) {
                throw new SocketTimeoutException("connecting took longer than connectTimeout");
            }
            return null;
        }
        Addresses.refuseItself(channel.getLocalAddress(), channel.getRemoteAddress());
        return new PlainConnection(channel, key, settings);
    }

    /** Ends what no one waits for any more. */
    public void abort() {
        settings.selection().close(channel);
    }

    private void bind(@Nullable InetAddress local) throws IOException {
        if (local != null) {
            try {
                channel.bind(new InetSocketAddress(local, 0));
            } catch (IOException | RuntimeException failed) {
                // says so, or the message would seem to be about the address of the collector
                throw new IOException("localAddress " + local.getHostAddress() + ": " + Causes.text(failed), failed);
            }
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
}
