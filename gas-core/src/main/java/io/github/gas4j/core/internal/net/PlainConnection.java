// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection without encryption, over TCP or a Unix domain socket. Confined to the sender's thread. */
final class PlainConnection implements Connection {
    /** Most reads in one call, so that a peer that sends without end does not keep the sender from writing. */
    private static final int MOST_READS = 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer discarded;
    private final long connectNanos;
    private final boolean local;
    private final ShownQueue queue;
    private long taken;
    private final Answer answer = new Answer();

    PlainConnection(SocketChannel channel, SelectionKey key, ConnectionParts parts, long connectNanos)
            throws IOException {
        this.channel = channel;
        this.key = key;
        local = channel.getRemoteAddress() instanceof UnixDomainSocketAddress;
        queue = new ShownQueue(channel, parts, this::taken);
        this.connectNanos = connectNanos;
        discarded = parts.discarded();
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public SocketAddress remote() throws IOException {
        return channel.getRemoteAddress();
    }

    @Override
    public boolean isLocal() {
        return local;
    }

    @Override
    public boolean makeReady() {
        return true;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int written = channel.write(bytes);
        taken += written;
        int interest = bytes.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
        return written;
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public long connectNanos() {
        return connectNanos;
    }

    @Override
    public @Nullable SendQueue sendQueue() {
        return queue.get();
    }

    @Override
    public Incoming receive() throws IOException {
        for (int i = 0; i < MOST_READS; i++) {
            discarded.clear();
            int read = channel.read(discarded);
            if (read <= 0) {
                return read < 0 ? Incoming.ENDED : Incoming.NOTHING;
            }
            answer.add(discarded.flip());
        }
        return Incoming.MORE;
    }

    @Override
    public void ignoreInput() {
        key.interestOps(0);
    }

    @Override
    public String answer() {
        try {
            receive(); // a write may have failed before the peer's last bytes were read
        } catch (IOException lost) {
            // then there is only what was read before
        }
        return answer.inWords();
    }

    @Override
    public boolean endOutput() throws IOException {
        channel.shutdownOutput();
        return true;
    }

    @Override
    public void close() {
        queue.closeWithChannel();
    }
}
