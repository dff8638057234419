// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that refuses connections: it is bound, so that nobody else gets it, but not listened on. */
final class ClosedPort implements AutoCloseable {
    private final Socket holder = new Socket();

    ClosedPort() {
        try {
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int number() {
        return holder.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + number();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
