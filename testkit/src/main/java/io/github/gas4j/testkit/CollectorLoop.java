// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a {@link Collector}: accepts, reads and journals, and carries out commands in between. Everything is
 * confined to it but {@link #command}, {@link #isAlive}, {@link #close()} and the two counters, which any thread may use.
 */
final class CollectorLoop {
    private static final long TICK_MILLIS = 10;
    private static final long DEADLINE_SECONDS = 10;

    final LongAdder received = new LongAdder();
    final LongAdder accepted = new LongAdder();

    private final Selector selector = Selector.open();

    /** Knows connections that were closed without its having run since; see {@link Collector#closeUnselected()}. */
    private final Selector late = Selector.open();

    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<Inlet> inlets = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final Journal journal;
    private final SocketAddress address;
    private final int receiveBufferSize;
    private final Thread thread;
    private @Nullable ServerSocketChannel listener;
    private long pace = Inlet.FLAT_OUT;
    private long idleNanos = Long.MAX_VALUE;
    private long holdNanos;
    private boolean hangsUp;
    private @Nullable Encryption encryption;
    private boolean closed;

    CollectorLoop(SocketAddress address, Journal journal, int receiveBufferSize) throws IOException {
        this.address = address;
        this.journal = journal;
        this.receiveBufferSize = receiveBufferSize;
        thread = new Thread(this::run, "collector");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something that the collector's thread does. */
    interface Command {
        void run() throws IOException;
    }

    /** Lets the thread do something; returns when it is done. */
    void command(Command command) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        commands.add(() -> {
            try {
                command.run();
                done.complete(null);
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        selector.wakeup();
        done.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends the thread, and the connections with a reset. */
    void close() throws IOException {
        command(() -> {
            stopListening();
            endAll(Ending.RESET);
            closed = true;
        });
        try {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        late.close();
    }

    private void run() {
        try {
            while (!closed) {
                cycle();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void cycle() throws IOException {
        selector.select(TICK_MILLIS);
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.isValid() && key.isReadable()) {
                ((Inlet) key.attachment()).read();
            }
        }
        selector.selectedKeys().clear();
        inlets.removeIf(inlet -> !inlet.isOpen());
        long now = System.nanoTime();
        for (Inlet inlet : inlets) {
            inlet.refill(now);
            inlet.store(now);
            inlet.readAhead();
            if (inlet.isOpen() && inlet.isIdle(now, idleNanos)) {
                inlet.end(Ending.FIN);
            }
        }
    }

    private void accept(ServerSocketChannel from) throws IOException {
        SocketChannel channel = from.accept();
        if (channel == null) {
            return;
        }
        accepted.increment();
        channel.configureBlocking(false);
        FileChannel file = journal.next();
        Inlet inlet =
                new Inlet(channel.register(selector, SelectionKey.OP_READ), wire(channel), file, received, buffer);
        inlet.readAtMost(pace);
        inlet.storeLate(holdNanos);
        if (hangsUp) {
            inlet.close();
        } else {
            inlets.add(inlet);
        }
    }

    private Wire wire(SocketChannel channel) {
        if (encryption != null) {
            return new TlsWire(channel, encryption.engine());
        }
        return new PlainWire(channel);
    }

    SocketAddress address() {
        return address;
    }

    int open() {
        return inlets.size();
    }

    void listen() throws IOException {
        ServerSocketChannel opened = open(address);
        if (receiveBufferSize > 0) {
            opened.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferSize);
        }
        Rebinding.bind(() -> opened.bind(address));
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_ACCEPT);
        listener = opened;
    }

    /** Opens a channel of the address's kind. The file of a Unix domain socket is made anew, as collectors do. */
    private static ServerSocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress local) {
            Files.deleteIfExists(local.getPath());
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        }
        ServerSocketChannel opened = ServerSocketChannel.open();
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return opened;
    }

    void stopListening() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
            // the port is free for the next listener only when the key is gone from the selector
            selector.selectNow();
        }
    }

    void endAll(Ending ending) throws IOException {
        for (Inlet inlet : inlets) {
            inlet.end(ending);
        }
        inlets.clear();
    }

    void readAtMost(long bytesPerSecond) {
        inlets.forEach(inlet -> inlet.readAtMost(bytesPerSecond));
    }

    void readAllAtMost(long bytesPerSecond) {
        pace = bytesPerSecond;
        readAtMost(bytesPerSecond);
    }

    void hangUp(boolean atOnce) {
        hangsUp = atOnce;
    }

    void encrypt(@Nullable Encryption with) {
        encryption = with;
    }

    void closeIdle(long nanos) {
        idleNanos = nanos;
    }

    void storeLate(long nanos) {
        holdNanos = nanos;
        inlets.forEach(inlet -> inlet.storeLate(nanos));
    }

    void closeUnselected() throws IOException {
        for (Inlet inlet : inlets) {
            inlet.closeBefore(late);
        }
        inlets.clear();
    }

    void select() throws IOException {
        late.selectNow();
    }
}
