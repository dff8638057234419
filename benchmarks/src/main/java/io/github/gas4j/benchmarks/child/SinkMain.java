// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts newlines and bytes of all connections and discards them. Answers {@code listen}, {@code shut} (nobody listens,
 * every connection is closed), {@code reset} and {@code count}. After {@code reset stamped=true} it also reads when each
 * event was logged.
 *
 * <p>Thread-safe: the counts are guarded by {@code this}.
 */
public final class SinkMain {
    private final ByteOrder order = ByteOrder.nativeOrder();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocketChannel server;
    private int port;
    private long events;
    private long bytes;
    private long firstRead;
    private long lastRead;
    /** Null if events do not tell when they were logged. */
    private @Nullable Delays delays;

    private SinkMain() {}

    /** Serves the parent's commands. */
    public static void main(String[] arguments) throws IOException {
        Commands.serve(new SinkMain()::handle);
    }

    private Facts handle(String command, Facts arguments) throws IOException {
        switch (command) {
            case "listen" -> listen();
            case "shut" -> shut();
            case "reset" -> reset(Boolean.parseBoolean(arguments.text("stamped")));
            default -> {}
        }
        return count();
    }

    private void listen() throws IOException {
        if (server != null && server.isOpen()) {
            return;
        }
        ServerSocketChannel opened = ServerSocketChannel.open();
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        port = ((InetSocketAddress) opened.getLocalAddress()).getPort();
        server = opened;
        start(() -> accept(opened));
    }

    private void shut() throws IOException {
        if (server != null) {
            server.close();
        }
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private synchronized void reset(boolean stamped) {
        delays = stamped ? new Delays() : null;
        events = 0;
        bytes = 0;
        firstRead = 0;
        lastRead = 0;
    }

    private synchronized Facts count() {
        Facts facts = new Facts();
        if (delays != null) {
            delays.addTo(facts);
        }
        return facts.with("port", port)
                .with("events", events)
                .with("bytes", bytes)
                .with("nanos", lastRead - firstRead)
                .with("cpu", Usage.cpuNanos());
    }

    private void accept(ServerSocketChannel from) {
        try {
            while (true) {
                SocketChannel connection = from.accept();
                connections.add(connection);
                start(() -> read(connection));
            }
        } catch (IOException shut) {
            // nobody listens from now on
        }
    }

    private void read(SocketChannel connection) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).order(order);
        try (connection) {
            for (int length = connection.read(buffer); length >= 0; length = connection.read(buffer)) {
                add(Newlines.count(buffer, length), buffer, length);
                buffer.clear();
            }
        } catch (IOException ended) {
            // what was counted stays counted
        } finally {
            connections.remove(connection);
        }
    }

    private synchronized void add(long moreEvents, ByteBuffer read, int moreBytes) {
        lastRead = System.nanoTime();
        if (events == 0) {
            firstRead = lastRead;
        }
        events += moreEvents;
        bytes += moreBytes;
        if (delays != null) {
            delays.read(read, moreBytes, lastRead);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
