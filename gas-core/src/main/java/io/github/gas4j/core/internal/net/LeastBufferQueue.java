// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the length of a send queue from the smallest send buffer with which the channel is writable. A look makes
 * the buffer as small as possible, doubles it until the channel is writable, and restores it. No byte is lost, because
 * the limit concerns only new writes.
 *
 * <p>Over TCP it cannot tell a peer that does not read from one that is gone. It knows nothing while bytes of the peer are
 * unread or after either side has ended the stream, because the channel may then be writable whatever its queue holds.
 *
 * <p>A Unix domain socket has no queue but what its peer has not read, so the estimate is of unread bytes, and there is no
 * path that could be dead. When the peer ends the stream, an error tells at once whether it left anything unread.
 *
 * <p>Confined to the sender's thread, which must not write during a look.
 */
final class LeastBufferQueue implements SendQueue {
    /** Bound if the channel is writable with the smallest buffer. Linux's own formula gives 3,072. */
    static final long LEAST_BOUND = 4096;

    private static final Integer SMALLEST = 1;
    private static final int FIRST_STEP = 4096;

    private final SocketChannel channel;
    /** The channel's socket, or null for a Unix domain socket, whose channel has none. */
    private final @Nullable Socket socket;

    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private final LongSupplier taken;
    private final LongSupplier clock;
    private final Integer bufferBytes;
    private final Integer[] steps; // boxed once, so that a look allocates nothing
    private final Consumer<SelectionKey> noting = this::note;
    private @Nullable Selector selector;
    private int ready;
    private long bound = Long.MAX_VALUE;
    private long acknowledgedAtLeast = Long.MIN_VALUE;
    private boolean stuck;
    private long stuckSince;
    private int unanswered;
    private long costNanos;
    /** Whether the peer of a Unix domain socket had ended its side at the last look, and was not reset. */
    private boolean peerEnded;

    /** {@code taken} returns how many bytes the channel has taken, which shows progress while the queue stays long. */
    LeastBufferQueue(SocketChannel channel, LongSupplier taken, LongSupplier clock) throws IOException {
        this.channel = channel;
        socket = channel.getRemoteAddress() instanceof UnixDomainSocketAddress ? null : channel.socket();
        this.taken = taken;
        this.clock = clock;
        bufferBytes = channel.getOption(StandardSocketOptions.SO_SNDBUF);
        steps = IntStream.iterate(FIRST_STEP, size -> size < bufferBytes && size > 0, size -> size << 1)
                .boxed()
                .toArray(Integer[]::new);
    }

    @Override
    public boolean look() {
        long began = clock.getAsLong();
        bound = Long.MAX_VALUE;
        ready = 0;
        peerEnded = false;
        boolean blind = !channel.isOpen() || (socket != null && socket.isOutputShutdown());
        try {
            bound = blind ? Long.MAX_VALUE : measure(selector());
            if (socket == null && !blind) {
                noteEnd();
            }
        } catch (IOException | RuntimeException ignored) {
            blind = true;
            bound = Long.MAX_VALUE;
        }
        long now = clock.getAsLong();
        noteProgress(blind || (ready & SelectionKey.OP_READ) != 0, now);
        costNanos = now - began;
        return channel.isOpen();
    }

    private Selector selector() throws IOException {
        Selector open = selector;
        if (open == null) {
            Headroom.require();
            open = Selector.open();
            selector = open;
            channel.register(open, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        return open;
    }

    /** Returns the bound that follows from the smallest buffer with which the channel is writable. */
    private long measure(Selector open) throws IOException {
        try {
            if (isWritable(open, SMALLEST)) {
                return LEAST_BOUND;
            }
            for (Integer size : steps) {
                if (isWritable(open, size)) {
                    return 2L * size;
                }
            }
        } finally {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
        }
        return Long.MAX_VALUE;
    }

    /**
     * Finds out whether the peer of a Unix domain socket has ended its side, by reading, which takes a byte at most from what
     * it sent. It comes after the measurement: a socket whose peer has died is writable, but then the read fails, unless the
     * peer had read everything.
     */
    private void noteEnd() throws IOException {
        peerEnded = channel.read(probe.clear()) < 0;
        if (peerEnded && bound == LEAST_BOUND) {
            bound = 0;
        }
    }

    /** Returns whether the channel is writable and, over TCP, not readable. A reset channel is both. */
    private boolean isWritable(Selector open, Integer size) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, size);
        ready = 0;
        open.selectNow(noting);
        return (socket == null ? ready & SelectionKey.OP_WRITE : ready) == SelectionKey.OP_WRITE;
    }

    private void note(SelectionKey key) {
        ready = key.readyOps();
    }

    private void noteProgress(boolean blind, long now) {
        long atLeast = bound == Long.MAX_VALUE ? Long.MIN_VALUE : taken.getAsLong() - bound;
        boolean progress = blind || bound <= LEAST_BOUND || atLeast > acknowledgedAtLeast;
        if (!progress && !stuck) {
            stuckSince = now;
        }
        stuck = !progress;
        acknowledgedAtLeast = Math.max(acknowledgedAtLeast, atLeast);
        long seconds = stuck ? TimeUnit.NANOSECONDS.toSeconds(now - stuckSince) : 0;
        unanswered = (int) Math.min(Integer.MAX_VALUE, seconds);
    }

    @Override
    public long unacknowledgedAtMost() {
        return bound;
    }

    @Override
    public boolean isPeerEnded() {
        return peerEnded;
    }

    /**
     * Returns for how many whole seconds looks have seen no progress although bytes were outstanding; 0 for a Unix domain
     * socket, whose peer alone can be slow.
     */
    @Override
    public int unanswered() {
        return socket == null ? 0 : unanswered;
    }

    @Override
    public long nanosToNextTry() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isExact() {
        return bound == 0;
    }

    @Override
    public long costNanos() {
        return costNanos;
    }

    @Override
    public void close() {
        bound = Long.MAX_VALUE;
        if (selector != null) {
            Quietly.close(selector);
        }
    }
}
