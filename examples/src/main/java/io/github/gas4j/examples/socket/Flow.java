// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A socket and a thread that reads what is written to it, timed. Confined to the writing thread, but for the reader, which
 * has the other end.
 */
final class Flow implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Socket socket;
    private final OutputStream out;
    private final InputStream acknowledgements;
    private final byte[] unit;
    private final int units;

    /** What a turn took: time, and the writing thread's CPU time. */
    record Cost(long nanos, long cpuNanos) {}

    /** How a socket is made. */
    interface Client {
        Socket to(String host, int port) throws IOException;
    }

    private Flow(Socket socket, byte[] unit, int units) throws IOException {
        this.socket = socket;
        this.unit = unit;
        this.units = units;
        out = socket.getOutputStream();
        acknowledgements = socket.getInputStream();
    }

    /** One whose turns are so many units long. */
    static Flow of(Client client, byte[] unit, int units) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket socket = client.to(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
            Socket accepted = listener.accept();
            long bytesPerTurn = (long) unit.length * units;
            Thread reader = new Thread(() -> readTurns(accepted, bytesPerTurn), "reader");
            reader.setDaemon(true);
            reader.start();
            return new Flow(socket, unit, units);
        }
    }

    /** Writes the units, which is timed, and waits until they have been read, which is not: that is the reader's work. */
    Cost takeTurn() throws IOException {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        for (int i = 0; i < units; i++) {
            out.write(unit);
        }
        Cost cost = new Cost(System.nanoTime() - began, THREADS.getCurrentThreadCpuTime() - cpu);
        socket.setTcpNoDelay(true); // sends the last segment at once
        if (acknowledgements.read() < 0) {
            throw new IOException("the reader has ended");
        }
        socket.setTcpNoDelay(false);
        return cost;
    }

    private static void readTurns(Socket from, long bytesPerTurn) {
        byte[] buffer = new byte[256 * 1024];
        try (from) {
            InputStream in = from.getInputStream();
            long left = bytesPerTurn;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                if (left == 0) {
                    from.getOutputStream().write('!');
                    left = bytesPerTurn;
                }
            }
        } catch (IOException over) {
            System.err.println("the reader ended early: " + over);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
