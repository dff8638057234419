// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import io.github.gas4j.testkit.RestartableServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that counts the lines it receives and can go down and up on its port. Thread-safe but for going down and up,
 * which one thread does at a time.
 */
final class LineServer implements AutoCloseable {
    private final AtomicLong lines = new AtomicLong();
    private final RestartableServer server = RestartableServer.up(this::readAll);

    private LineServer() throws IOException {}

    static LineServer up() throws IOException {
        return new LineServer();
    }

    String host() {
        return server.address().getAddress().getHostAddress();
    }

    int port() {
        return server.address().getPort();
    }

    /** How many lines have arrived over all connections. */
    long lines() {
        return lines.get();
    }

    /** How many connections there have been. */
    int connections() {
        return server.connections();
    }

    void comeUp() throws IOException {
        server.comeUp();
    }

    /** Crashes: connections are reset, and there are no new ones. */
    void goDown() throws IOException, InterruptedException {
        server.goDown();
    }

    private void readAll(Socket connection) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = connection.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    lines.incrementAndGet();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
