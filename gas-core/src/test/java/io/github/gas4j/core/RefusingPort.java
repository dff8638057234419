// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A loopback port that is taken but not listened on: every connection to it is refused. */
final class RefusingPort implements AutoCloseable {
    private final Socket socket = new Socket();

    RefusingPort() throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
