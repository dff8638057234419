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
 * The current connection of a {@link GasSocket}, if any, and the options that each connection gets.
 *
 * <p>Thread-safe: {@code lock} makes sure that a connection becomes live only with the latest options, and never after
 * close. It is never held across I/O. Fields that are read without the lock are volatile.
 */
final class LiveConnection {
    private final Waits waits;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile KeptOptions options = KeptOptions.NONE;
    private volatile @Nullable SocketConnection live;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;
    /** The socket of the current connection or, if there is none, of the previous one. It is asked for addresses. */
    private volatile Socket latest;

    LiveConnection(Socket unconnected, Waits waits, LongSupplier clock) {
        this.waits = waits;
        this.clock = clock;
        latest = unconnected;
    }

    /** Returns the current connection, or null if there is none. */
    @Nullable
    SocketConnection get() {
        return live;
    }

    /** Returns whether this connection is the current one. */
    boolean is(SocketConnection connection) {
        return connection.equals(live);
    }

    /** Returns the socket to ask for addresses. */
    Socket latest() {
        return latest;
    }

    /** Stores a socket that is bound but not connected yet. */
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

    /** Returns how long ago a connection was made. */
    long ageNanos(SocketConnection connection) {
        return clock.getAsLong() - connection.since();
    }

    /**
     * Stores an option for all later connections. Returns the current connection, if any, because it may not have the
     * option yet. A connection that is being made gets the option before it becomes the current one.
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

    /** Makes a connected socket the live connection, or closes it if that fails. */
    void install(Socket socket) throws IOException {
        boolean installed = false;
        try {
            SocketConnection made = SocketConnection.of(socket, clock.getAsLong());
            while (!installed) {
                KeptOptions applied = options;
                applied.applyTo(socket); // again, because some options take effect only on a connected socket
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
     * Takes a connection out of use and closes it. Returns false if it is no longer in use, or if its output is shut
     * down. In the latter case it stays, because it is the last connection and no unit can follow on it.
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

    /** Closes the connection as its linger option says. {@link Waits} must be closed, so that no other can follow. */
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
