// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts newlines and bytes of all connections and discards them; on a second port with TLS 1.3. Answers {@code listen},
 * {@code shut} (nobody listens, every connection is closed), {@code hang} (nothing is read), {@code cut} (every busy
 * connection is reset), {@code reset} and {@code count}. After {@code reset stamped=true} it also reads when each event was
 * logged.
 *
 * <p>Thread-safe: the counts are guarded by {@code this}.
 */
public final class SinkMain {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ByteOrder order = ByteOrder.nativeOrder();
    private final Set<ReadableByteChannel> connections = ConcurrentHashMap.newKeySet();
    /** Connections on which something has come since the last reset; those of contestants that rest are left alone. */
    private final Set<ReadableByteChannel> busy = ConcurrentHashMap.newKeySet();

    private final List<Closeable> servers = new ArrayList<>();
    private volatile boolean hangs;
    private int port;
    private int tlsPort;
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
            case "hang" -> hangs = true;
            case "cut" -> cut();
            case "reset" -> reset(Boolean.parseBoolean(arguments.text("stamped")));
            default -> {}
        }
        return count();
    }

    /** Where connections come from. */
    private interface Door {
        ReadableByteChannel accept() throws IOException;
    }

    private void listen() throws IOException {
        if (!servers.isEmpty()) {
            return;
        }
        ServerSocketChannel plain = ServerSocketChannel.open();
        servers.add(plain);
        plain.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        plain.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        port = ((InetSocketAddress) plain.getLocalAddress()).getPort();
        start(() -> accept(plain::accept));
        SSLServerSocket encrypted =
                (SSLServerSocket) SSLServerSocketFactory.getDefault().createServerSocket();
        servers.add(encrypted);
        encrypted.setEnabledProtocols(new String[] {"TLSv1.3"});
        encrypted.setReuseAddress(true);
        encrypted.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort));
        tlsPort = encrypted.getLocalPort();
        start(() -> accept(() -> Channels.newChannel(encrypted.accept().getInputStream())));
    }

    private void shut() throws IOException {
        for (Closeable server : servers) {
            server.close();
        }
        servers.clear();
        for (ReadableByteChannel connection : connections) {
            connection.close();
        }
    }

    private void cut() throws IOException {
        for (ReadableByteChannel connection : busy) {
            if (connection instanceof SocketChannel socket) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0); // what is unread goes, and a reset is sent
            }
            connection.close();
        }
        hangs = false;
    }

    private synchronized void reset(boolean stamped) {
        busy.clear();
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
                .with("tlsPort", tlsPort)
                .with("events", events)
                .with("bytes", bytes)
                .with("nanos", lastRead - firstRead)
                .with("cpu", Usage.cpuNanos());
    }

    private void accept(Door from) {
        try {
            while (true) {
                ReadableByteChannel connection = from.accept();
                connections.add(connection);
                start(() -> read(connection));
            }
        } catch (IOException shut) {
            // nobody listens from now on
        }
    }

    private void read(ReadableByteChannel connection) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).order(order);
        try (connection) {
            for (int length = connection.read(buffer); length >= 0; length = connection.read(buffer)) {
                busy.add(connection);
                add(Newlines.count(buffer, length), buffer, length);
                buffer.clear();
                while (hangs) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException ended) {
            // what was counted stays counted
        } finally {
            connections.remove(connection);
            busy.remove(connection);
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
