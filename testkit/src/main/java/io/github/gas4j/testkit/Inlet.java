// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;

/** One connection of a collector and the file that it is journaled to. Confined to the collector's thread. */
final class Inlet {
    static final long FLAT_OUT = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Wire wire;
    private final FileChannel journal;
    private final LongAdder received;
    private final ByteBuffer buffer;
    private final Queue<Held> held = new ArrayDeque<>();
    private long bytesPerSecond = FLAT_OUT;
    private long allowance = FLAT_OUT;
    private long refilledAt;
    private long readAt = System.nanoTime();
    private long holdNanos;

    Inlet(SelectionKey key, Wire wire, FileChannel journal, LongAdder received, ByteBuffer buffer) {
        this.wire = wire;
        this.channel = (SocketChannel) key.channel();
        this.key = key;
        key.attach(this);
        this.journal = journal;
        this.received = received;
        this.buffer = buffer;
    }

    /** Bytes that are read and not yet journaled. */
    private record Held(long due, ByteBuffer bytes) {}

    void readAtMost(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
        allowance = newBytesPerSecond == FLAT_OUT ? FLAT_OUT : 0;
        refilledAt = System.nanoTime();
        key.interestOps(allowance > 0 ? SelectionKey.OP_READ : 0);
    }

    /** Adds what the time since the last call allows to read, for at most a tenth of a second. */
    void refill(long now) {
        if (bytesPerSecond == FLAT_OUT || bytesPerSecond == 0) {
            return;
        }
        long elapsedMicros = Math.min((now - refilledAt) / 1_000, 100_000);
        long more = elapsedMicros * bytesPerSecond / 1_000_000;
        if (more > 0) {
            refilledAt = now;
            allowance = Math.min(allowance + more, bytesPerSecond);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Goes on with what the wire has read ahead. */
    void readAhead() throws IOException {
        if (wire.holdsBytes() && allowance > 0) {
            read();
        }
    }

    /** Journals what is there, within the allowance; false if the connection is over and was closed. */
    boolean read() throws IOException {
        try {
            while (allowance > 0) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), allowance));
                int count = wire.read(buffer);
                if (count < 0) {
                    wire.sayGoodbye();
                    close();
                    return false;
                }
                if (count == 0) {
                    return true;
                }
                journal(count);
                store(readAt); // a sender that is as fast as this loop must not keep it from storing
            }
            key.interestOps(0);
            return true;
        } catch (IOException reset) {
            close();
            return false;
        }
    }

    private void journal(int count) throws IOException {
        buffer.flip();
        readAt = System.nanoTime();
        if (holdNanos == 0 && held.isEmpty()) {
            write(buffer);
        } else {
            held.add(new Held(
                    readAt + holdNanos, ByteBuffer.allocate(count).put(buffer).flip()));
        }
        received.add(count);
        allowance -= allowance == FLAT_OUT ? 0 : count;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            journal.write(bytes);
        }
    }

    /** Chooses for how long what is read is kept in memory before it is journaled. */
    void storeLate(long nanos) {
        holdNanos = nanos;
    }

    /** Journals what was kept long enough. */
    void store(long now) throws IOException {
        for (Held first = held.peek(); first != null && first.due <= now; first = held.peek()) {
            write(held.remove().bytes);
        }
    }

    /** Returns whether nothing was read for longer than this. */
    boolean isIdle(long now, long nanos) {
        return now - readAt > nanos;
    }

    /** Ends the connection: in an orderly way after reading what is there, or at once and with a reset. */
    void end(Ending ending) throws IOException {
        if (ending == Ending.RESET) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } else if (!read()) {
            return;
        } else {
            wire.sayGoodbye();
        }
        close();
    }

    /** Closes the channel while a selector knows it that has not run since. */
    void closeBefore(Selector selector) throws IOException {
        channel.register(selector, 0);
        close();
    }

    void close() throws IOException {
        channel.close();
        store(Long.MAX_VALUE);
        journal.close();
    }

    boolean isOpen() {
        return channel.isOpen();
    }
}
