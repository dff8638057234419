// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection of this process to itself whose accepting end never reads. No method blocks for more than about 200 ms.
 *
 * <p>Confined to one thread.
 */
public final class LoopbackPair implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4096;
    private static final int SEND_BUFFER = 16_384;
    /** More than any system is expected to take while the other end does not read. */
    private static final int MOST_BYTES = 16 << 20;

    private static final long PATIENCE_NANOS = 200_000_000;
    private static final long PAUSE_NANOS = 100_000;

    private final SocketChannel client;
    private final SocketChannel peer;

    private LoopbackPair(SocketChannel client, SocketChannel peer) {
        this.client = client;
        this.peer = peer;
    }

    /** Connects the two ends. Throws if the system does not allow that or takes too long. */
    public static LoopbackPair open() throws IOException {
        Headroom.require();
        SocketChannel client = SocketChannel.open();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            return new LoopbackPair(
                    client, connect(client, server, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(client);
            throw failed;
        }
    }

    /** Does the same over a Unix domain socket, whose file exists for a moment among the temporary ones. */
    public static LoopbackPair openLocal() throws IOException {
        Headroom.require();
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                return new LoopbackPair(client, connect(client, server, null));
            } finally {
                if (server.getLocalAddress() instanceof UnixDomainSocketAddress bound) {
                    Files.deleteIfExists(bound.getPath());
                }
            }
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(client);
            throw failed;
        }
    }

    /** Returns the accepting end. {@code null} lets the system choose where the server listens. */
    private static SocketChannel connect(SocketChannel client, ServerSocketChannel server, @Nullable SocketAddress at)
            throws IOException {
        server.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        server.bind(at);
        server.configureBlocking(false);
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        client.connect(server.getLocalAddress());
        return accept(server, client);
    }

    private static SocketChannel accept(ServerSocketChannel server, SocketChannel client) throws IOException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE_NANOS) {
            SocketChannel accepted = client.finishConnect() ? server.accept() : null;
            if (accepted != null) {
                if (client.getLocalAddress().equals(accepted.getRemoteAddress())) {
                    return accepted;
                }
                Quietly.close(accepted); // another process connected to the port
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new SocketTimeoutException("no connection on the loopback interface");
    }

    /** Returns the end that writes. */
    SocketChannel client() {
        return client;
    }

    /** Writes until the channel takes no more. */
    void fill() throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(SEND_BUFFER);
        for (int total = 0; total < MOST_BYTES; ) {
            int written = client.write(zeros.clear());
            if (written == 0) {
                return;
            }
            total += written;
        }
        throw new IOException("the loopback interface takes any number of bytes");
    }

    @Override
    public void close() {
        Quietly.close(client);
        Quietly.close(peer);
    }
}
