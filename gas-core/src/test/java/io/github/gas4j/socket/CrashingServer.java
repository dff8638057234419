// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that reads whatever comes, greets each connection with one byte, and goes up and down at random. Thread-safe:
 * each connection's bytes belong to its reader until {@link #close} has waited for it.
 */
final class CrashingServer implements AutoCloseable {
    private final BlockingServer server;
    private final Random random;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private Thread acceptor = new Thread();

    private CrashingServer(long seed) throws IOException {
        server = BlockingServer.up();
        random = new Random(seed);
    }

    /** A server that is up; the seed decides when it will crash. */
    static CrashingServer up(long seed) throws IOException {
        CrashingServer made = new CrashingServer(seed);
        made.acceptor = made.start(made::acceptAll);
        return made;
    }

    BlockingServer server() {
        return server;
    }

    /** Goes down and up so many times; ends up. */
    void crash(int times, int upMillis, int downMillis) throws IOException {
        for (int i = 0; i < times; i++) {
            linger(upMillis);
            goDown();
            linger(downMillis);
            server.listen();
            acceptor = start(this::acceptAll);
        }
    }

    /** Stays down from now on. */
    void goDown() throws IOException {
        server.crash();
        join(acceptor); // as long as it is in its call, the port is not free
    }

    /** How many bytes were received. */
    long count() {
        return count.get();
    }

    /** What each connection brought, in the order of their beginnings; asked only when closed. */
    List<byte[]> received() {
        return received.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private void linger(int millisAtMost) {
        long until = System.nanoTime() + random.nextInt(millisAtMost) * 1_000_000L;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = server.accept();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                received.add(bytes);
                start(() -> readAll(connection, bytes));
            }
        } catch (IOException down) {
            // another acceptor takes over when the server is up again
        }
    }

    private void readAll(Socket connection, ByteArrayOutputStream to) {
        byte[] buffer = new byte[8192];
        try {
            connection.getOutputStream().write('!');
            for (int read = 0; read >= 0; read = connection.getInputStream().read(buffer)) {
                to.write(buffer, 0, read);
                count.addAndGet(read);
            }
        } catch (IOException over) {
            // a connection may end at any time
        }
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task, "crashing-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException interrupt) {
            throw new IOException(interrupt);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Thread thread : threads) {
            join(thread);
        }
    }
}
