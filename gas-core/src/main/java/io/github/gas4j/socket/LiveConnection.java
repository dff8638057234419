// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a {@link GasSocket} has just now, if any, and the options that each one gets.
 *
 * <p>Thread-safe: {@code lock}, never held across I/O, makes a connection live only with the options of that moment, and
 * never after close; fields that are read alone are volatile.
 */
final class LiveConnection {
    private final Waits waits;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile KeptOptions options = KeptOptions.NONE;
    private volatile @Nullable SocketConnection live;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;
    /** The connection's socket or, without one, the last there was; it answers what its user asks about addresses. */
    private volatile Socket latest;

    LiveConnection(Socket unconnected, Waits waits, LongSupplier clock) {
        this.waits = waits;
        this.clock = clock;
        latest = unconnected;
    }

    /** The connection, if there is one now. */
    @Nullable
    SocketConnection get() {
        return live;
    }

    /** Whether a connection is in use. */
    boolean is(SocketConnection connection) {
        return connection.equals(live);
    }

    /** The socket to ask about addresses. */
    Socket latest() {
        return latest;
    }

    /** A socket that was bound and waits for its connection. */
    void latest(Socket bound) {
        latest = bound;
    }

    KeptOptions options() {
        return options;
    }

    boolean isInputShutdown() {
        return inputShutdown;
    }

    boolean isOutputShutdown() {
        return outputShutdown;
    }

    /** How long a connection has lived. */
    long ageNanos(SocketConnection connection) {
        return clock.getAsLong() - connection.since();
    }

    /**
     * Keeps an option for the connections to come; returns the connection that may not have it yet. One that is in the
     * making gets it before it becomes the live one.
     */
    @Nullable
    SocketConnection remember(Object option, KeptOptions.Setting setting) {
        lock.lock();
        try {
            options = options.with(option, setting);
            return live;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a new socket the live connection, or closes it. */
    void install(Socket socket) throws IOException {
        boolean installed = false;
        try {
            SocketConnection made = SocketConnection.of(socket, clock.getAsLong());
            while (!installed) {
                KeptOptions applied = options;
                applied.applyTo(socket); // once more, for some take only on a connection
                installed = installIfCurrent(made, applied);
            }
        } finally {
            if (!installed) {
                Quietly.close(socket);
            }
        }
    }

    private boolean installIfCurrent(SocketConnection made, KeptOptions applied) throws SocketException {
        lock.lock();
        try {
            waits.throwIfClosed();
            if (options != applied) {
                return false;
            }
            live = made;
            latest = made.socket();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a connection out of use and closes it; returns false if it was out of use already, or stays because its output
     * is shut down: it is the last one, and nothing can follow half a unit on it.
     */
    boolean discard(SocketConnection connection) {
        lock.lock();
        try {
            if (outputShutdown || !is(connection)) {
                return false;
            }
            live = null;
        } finally {
            lock.unlock();
        }
        connection.discard();
        return true;
    }

    void shutdownInput() throws IOException {
        inputShutdown = true;
        SocketConnection now = remember("shutdownInput", LiveConnection::shutdownInputIfConnected);
        if (now == null) {
            return;
        }
        try {
            shutdownInputIfConnected(now.socket());
        } catch (IOException failure) {
            if (is(now)) {
                throw failure;
            }
        }
    }

    private static void shutdownInputIfConnected(Socket socket) throws IOException {
        if (socket.isConnected() && !socket.isInputShutdown()) {
            socket.shutdownInput();
        }
    }

    void shutdownOutput() throws IOException {
        SocketConnection now;
        lock.lock();
        try {
            now = live;
            if (now == null) {
                throw new SocketException("there is no connection now whose output could be shut down");
            }
            outputShutdown = true;
        } finally {
            lock.unlock();
        }
        now.socket().shutdownOutput();
    }

    /** Closes the connection as its user asked for; {@link Waits} must be closed, so that there is no other. */
    void close() throws IOException {
        SocketConnection last;
        lock.lock();
        try {
            last = live;
            live = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.socket().close();
        }
    }
}
