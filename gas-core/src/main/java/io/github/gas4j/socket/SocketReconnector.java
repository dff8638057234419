// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link GasSocket} connected. A call that finds no connection leads an attempt to make one, or waits for the
 * attempt that another call leads. Each call has its own backoff, counts the attempts that it has waited for, and gives
 * up on its own. An attempt begins when the first of its calls is due.
 *
 * <p>Thread-safe: {@code lock} decides which call leads. It is never held across I/O or a wait, so neither
 * {@link #close} nor a setter waits for a reconnect. Only the leader makes attempts with the connector. The fields that
 * {@link #connect} stores under the lock never change, and their readers have taken the lock since.
 */
final class SocketReconnector {
    private static final int DEFAULT_CONNECT_TIMEOUT_MILLIS = 5_000;
    /** The age from which the loss of a connection resets the retries of a call. */
    private static final long GOOD_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** One connect attempt. The volatile store of {@code over} publishes its result. */
    private static final class Attempt {
        private @Nullable Exception failure;
        private boolean abandoned = true;
        private volatile boolean over;
        /** The time at which the attempt begins, on the clock of {@link System#nanoTime}. */
        private volatile long due;

        private Attempt(long due) {
            this.due = due;
        }

        boolean isOver() {
            return over;
        }
    }

    private final SocketConnector connector;
    private final LiveConnection live;
    private final Waits waits;
    private final RetryLimit limit = new RetryLimit();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Throwable lastFailure = new SocketException("Socket is not connected");

    private SocketConnector.@Nullable Server server;
    private int connectTimeoutMillis;
    private @Nullable Attempt attempt;

    private SocketReconnector(SocketConnector connector, LiveConnection live, Waits waits) {
        this.connector = connector;
        this.live = live;
        this.waits = waits;
    }

    /** Returns a reconnector for an unconnected socket. {@code sockets} creates the plain sockets. */
    static SocketReconnector of(Supplier<Socket> sockets, Resolver.Names names, LongSupplier clock) {
        Waits waits = new Waits();
        Resolver resolver = new Resolver(names, SocketReconnector::resolverThread, waits::announce);
        LiveConnection live = new LiveConnection(sockets.get(), waits, clock);
        return new SocketReconnector(new SocketConnector(sockets, resolver, waits), live, waits);
    }

    private static Thread resolverThread(Runnable lookup) {
        Thread made = new Thread(null, lookup, "gas-socket-resolver", 0, false);
        made.setDaemon(true);
        made.setContextClassLoader(null);
        return made;
    }

    LiveConnection live() {
        return live;
    }

    RetryLimit limit() {
        return limit;
    }

    boolean isClosed() {
        return waits.isClosed();
    }

    void throwIfClosed() throws SocketException {
        waits.throwIfClosed();
    }

    /** Returns a socket like that of the next connection, to test options on. The caller closes it. */
    Socket openLikeNext() throws IOException {
        return connector.open(live.options());
    }

    void bind(InetSocketAddress address) throws IOException {
        lock.lock();
        try {
            waits.throwIfClosed();
            if (server != null || live.latest().isBound()) {
                throw new SocketException("Already bound");
            }
            live.latest(connector.bind(address, live.options()));
        } finally {
            lock.unlock();
        }
    }

    /** Makes the first connection in one attempt. Closes everything if the attempt fails. */
    void connect(SocketConnector.Server to, int timeoutMillis) throws IOException {
        Attempt first = new Attempt(System.nanoTime());
        lock.lock();
        try {
            waits.throwIfClosed();
            if (server != null) {
                throw new SocketException("Already connected");
            }
            server = to;
            connectTimeoutMillis = timeoutMillis == 0 ? DEFAULT_CONNECT_TIMEOUT_MILLIS : timeoutMillis;
            attempt = first;
        } finally {
            lock.unlock();
        }
        try {
            live.install(connector.connect(to, timeoutMillis, live.options()));
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(this::close);
            throw failed;
        } finally {
            end(first);
        }
    }

    /**
     * Returns the connection. If there is none, reconnects, or waits until another call has reconnected.
     *
     * @throws MaxRetriesExceededException if the call has no retries left
     * @throws InterruptedIOException if the thread is interrupted while there is no connection
     * @throws SocketException if the socket is closed
     */
    SocketConnection connection(RetryHistory history) throws IOException {
        SocketConnection now = live.get();
        while (now == null) {
            now = reconnect(history);
        }
        return now;
    }

    private @Nullable SocketConnection reconnect(RetryHistory history) throws IOException {
        Attempt joined;
        boolean leads;
        SocketConnector.Server to;
        lock.lock();
        try {
            SocketConnection now = live.get();
            if (now != null) {
                return now;
            }
            to = throwUnlessRetriesLeft(history);
            leads = attempt == null;
            joined = join(System.nanoTime() + limit.delayNanos(history.retries()));
        } finally {
            lock.unlock();
        }
        if (leads) {
            lead(joined, to);
        } else {
            waits.announce(); // wakes the leader, because the attempt may be due sooner now
            waits.await(joined::isOver, Long.MAX_VALUE);
        }
        if (!joined.abandoned) {
            history.retried(joined.failure);
        }
        return live.get();
    }

    private Attempt join(long due) {
        Attempt joined = attempt == null ? new Attempt(due) : attempt;
        if (due - joined.due < 0) {
            joined.due = due;
        }
        attempt = joined;
        return joined;
    }

    private SocketConnector.Server throwUnlessRetriesLeft(RetryHistory history) throws IOException {
        waits.throwIfClosed();
        if (server == null) {
            throw new SocketException("Socket is not connected");
        }
        history.throwIfSpent(limit.maxRetries(), server.destination(), lastFailure);
        return server;
    }

    /** Makes the attempt. Other calls may be waiting for its outcome. */
    private void lead(Attempt led, SocketConnector.Server to) throws IOException {
        try {
            waits.awaitMoment(() -> led.due);
            live.install(connector.reconnect(to, connectTimeoutMillis, live.options()));
            led.abandoned = false;
        } catch (IOException | RuntimeException failed) {
            waits.throwIfClosed();
            Waits.throwIfInterrupted(); // the attempt is abandoned, and a waiting call leads the next one
            led.failure = failed;
            led.abandoned = false;
            lastFailure = failed;
        } finally {
            end(led);
        }
    }

    private void end(Attempt ended) {
        lock.lock();
        try {
            attempt = null;
        } finally {
            lock.unlock();
        }
        ended.over = true;
        waits.announce();
    }

    /**
     * Discards a connection that failed in a call, unless another call has. The call may continue on the next one.
     *
     * @return the history of the call; includes this failure if this call discarded the connection
     * @throws IOException if the call cannot continue
     */
    RetryHistory lost(SocketConnection connection, IOException cause, @Nullable RetryHistory before)
            throws IOException {
        boolean first = live.discard(connection);
        waits.throwIfClosed();
        if (live.is(connection)) {
            throw cause; // its output is shut down, so there is no next connection
        }
        Waits.throwIfInterrupted(); // on a virtual thread, the interrupt has closed the connection
        RetryHistory history = RetryHistory.orNew(before);
        if (live.ageNanos(connection) >= GOOD_AFTER_NANOS) {
            history.startAnew(); // earlier failures do not count after a connection that lasted
        }
        if (first) {
            lastFailure = cause;
            history.failed(cause);
        }
        return history;
    }

    /** Ends every wait, the current attempt and the connection. */
    void close() throws IOException {
        waits.close();
        connector.close();
        live.close();
    }
}
