// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One connection of a {@link GasSocket}: a plain socket and its streams. Thread-safe: immutable, and a socket is.
 *
 * @param socket connected
 * @param in its input
 * @param out its output
 * @param since when it was made, on the clock of {@link System#nanoTime}
 */
record SocketConnection(Socket socket, InputStream in, OutputStream out, long since) {

    static SocketConnection of(Socket socket, long now) throws IOException {
        return new SocketConnection(socket, socket.getInputStream(), socket.getOutputStream(), now);
    }

    /** Closes a connection that has failed. */
    void discard() {
        try {
            socket.setSoLinger(false, 0); // or closing could wait for a peer that is gone
        } catch (IOException ignored) {
            // then it will not wait either
        }
        Quietly.close(socket);
    }
}
