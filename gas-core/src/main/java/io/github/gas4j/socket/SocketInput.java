// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;

/**
 * The input of a {@link GasSocket}, over all its connections. Thread-safe: it has no state of its own, and the streams
 * of a plain socket are thread-safe.
 */
final class SocketInput extends InputStream {
    private final SocketReconnector reconnector;
    private final Closeable owner;

    SocketInput(SocketReconnector reconnector, Closeable owner) {
        this.reconnector = reconnector;
        this.owner = owner;
    }

    @Override
    public int read() throws IOException {
        byte[] oneByte = new byte[1];
        return read(oneByte, 0, 1) < 0 ? -1 : oneByte[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        reconnector.throwIfClosed();
        if (length == 0) {
            return 0;
        }
        RetryHistory history = null;
        while (!reconnector.live().isInputShutdown()) {
            SocketConnection now = reconnector.live().get();
            if (now == null) {
                history = RetryHistory.orNew(history);
                now = reconnector.connection(history);
            }
            IOException end;
            try {
                int count = now.in().read(bytes, offset, length);
                if (count >= 0
                        || reconnector.live().isOutputShutdown()
                        || reconnector.live().isInputShutdown()) {
                    return count;
                }
                end = new EOFException("the peer has ended the connection");
            } catch (SocketTimeoutException alive) {
                throw alive;
            } catch (IOException broken) {
                end = broken;
            }
            history = reconnector.lost(now, end, history);
        }
        return -1;
    }

    /** Returns how many bytes can be read without waiting; 0 while there is no connection. */
    @Override
    public int available() throws IOException {
        reconnector.throwIfClosed();
        SocketConnection now = reconnector.live().get();
        if (now == null || reconnector.live().isInputShutdown()) {
            return 0;
        }
        try {
            return now.in().available();
        } catch (IOException failure) {
            reconnector.throwIfClosed();
            if (reconnector.live().is(now)) {
                throw failure;
            }
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        owner.close();
    }
}
