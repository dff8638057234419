// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ServerSocketFactory;

/**
 * A collector that keeps the lines it has read, and half of the time closes a connection by itself when nothing has come
 * for a time that varies by 40 ms. It waits longer for the first byte, so that witnesses live. Thread-safe.
 */
final class TiringCollector implements AutoCloseable {
    private static final int SPREAD_MILLIS = 40;
    private static final int PATIENT_MILLIS = 10_000;

    private final ServerSocket listener;
    private final int leastMillis;
    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean tires;

    /**
     * Listens on the loopback address.
     *
     * @param sockets makes the listener
     * @param leastMillis how long a connection has to be idle at least
     */
    TiringCollector(ServerSocketFactory sockets, int leastMillis) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.leastMillis = leastMillis;
        start(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Is patient before. */
    void tire() {
        tires = true;
    }

    boolean has(String line) {
        return lines.contains(line);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] bytes = new byte[1 << 16];
        try (socket) {
            InputStream in = socket.getInputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                for (int i = 0; i < read; i++) {
                    if (bytes[i] == '\n') {
                        lines.add(line.toString(StandardCharsets.US_ASCII));
                        line.reset();
                    } else {
                        line.write(bytes[i]);
                    }
                }
                socket.setSoTimeout(patience());
            }
        } catch (SocketTimeoutException tired) {
            // the connection is closed
        } catch (IOException broken) {
            // the client writes again what was not read
        }
    }

    private int patience() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return tires && random.nextBoolean() ? leastMillis + random.nextInt(SPREAD_MILLIS) : PATIENT_MILLIS;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tiring collector");
        thread.setDaemon(true);
        thread.start();
    }
}
