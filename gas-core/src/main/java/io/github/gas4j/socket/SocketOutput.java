// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The output of a {@link GasSocket}, over all its connections. Each call writes its whole array to one connection.
 *
 * <p>Thread-safe: {@code turn} is held while a unit is written, so that units do not mix. A connection that fails is
 * taken out of use before {@code turn} is released, so that nothing follows half a unit. {@code turn} is not held while
 * reconnecting. A write that succeeds at once allocates nothing here.
 */
final class SocketOutput extends OutputStream {
    private final SocketReconnector reconnector;
    private final Closeable owner;
    private final ReentrantLock turn = new ReentrantLock();

    SocketOutput(SocketReconnector reconnector, Closeable owner) {
        this.reconnector = reconnector;
        this.owner = owner;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        RetryHistory history = write(bytes, offset, length, null);
        while (history != null) {
            reconnector.connection(history);
            history = write(bytes, offset, length, history);
        }
    }

    /** Sends one urgent byte on the current connection. A failure is not retried. */
    void sendUrgentData(int data) throws IOException {
        turn.lock();
        try {
            throwIfShut();
            SocketConnection now = reconnector.live().get();
            if (now == null) {
                throw new SocketException("there is no connection now to send urgent data on");
            }
            now.socket().sendUrgentData(data);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        owner.close();
    }

    /** Writes the unit once, if connected. Returns null if all of it is written, and otherwise the call's history. */
    private @Nullable RetryHistory write(byte[] bytes, int offset, int length, @Nullable RetryHistory before)
            throws IOException {
        turn.lock();
        try {
            throwIfShut();
            SocketConnection now = reconnector.live().get();
            if (now == null) {
                return length == 0 ? null : RetryHistory.orNew(before);
            }
            IOException broken = failureOf(now, bytes, offset, length);
            return broken == null ? null : reconnector.lost(now, broken, before);
        } finally {
            turn.unlock();
        }
    }

    private @Nullable IOException failureOf(SocketConnection to, byte[] bytes, int offset, int length) {
        try {
            to.out().write(bytes, offset, length);
            return null;
        } catch (IOException broken) {
            return broken;
        } catch (RuntimeException | Error torn) {
            reconnector.live().discard(to);
            throw torn;
        }
    }

    private void throwIfShut() throws SocketException {
        reconnector.throwIfClosed();
        if (reconnector.live().isOutputShutdown()) {
            throw new SocketException("Socket output is shutdown");
        }
    }
}
