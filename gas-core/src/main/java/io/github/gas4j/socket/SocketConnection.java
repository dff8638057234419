// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One connection of a {@link GasSocket}: a socket and its streams. Thread-safe: immutable, and sockets are thread-safe.
 *
 * @param socket a connected socket
 * @param in the input of the socket
 * @param out the output of the socket
 * @param since the time at which it was made, on the clock of {@link System#nanoTime}
 */
record SocketConnection(Socket socket, InputStream in, OutputStream out, long since) {

    static SocketConnection of(Socket socket, long now) throws IOException {
        return new SocketConnection(socket, socket.getInputStream(), socket.getOutputStream(), now);
    }

    /** Closes a connection that has failed. */
    void discard() {
        try {
            socket.setSoLinger(false, 0); // otherwise close() could wait for a peer that is gone
        } catch (IOException ignored) {
            // then close() does not wait either
        }
        Quietly.close(socket);
    }
}
