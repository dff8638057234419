// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A collector that appends each line that it receives to a journal, without a buffer of its own: what it has read is in
 * the kernel's hands before it reads on, and survives its being killed. Thread-safe: the list of connections is.
 */
final class CollectorMain {
    /** What it prints when it can be connected to. */
    static final String READY = "ready";

    private static final int BIND_ATTEMPTS = 50;
    private static final long BIND_PAUSE_MILLIS = 100;
    private static final long END_MILLIS = 2_000;

    private final ServerSocket server;
    private final FileChannel journal;
    private final List<Thread> connections = new CopyOnWriteArrayList<>();

    private CollectorMain(ServerSocket server, FileChannel journal) {
        this.server = server;
        this.journal = journal;
    }

    /** Collects until the parent says stop; the arguments are the port and the journal, a file that does not exist yet. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FileChannel journal =
                FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        CollectorMain collector = new CollectorMain(bind(Integer.parseInt(arguments[0])), journal);
        Parent.listen(collector::stop);
        System.out.println(READY);
        collector.accept();
        collector.awaitConnections();
    }

    /** The port may be taken for a moment, until the predecessor's connections are gone. */
    private static ServerSocket bind(int port) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return server;
            } catch (BindException taken) {
                server.close();
                if (attempt == BIND_ATTEMPTS) {
                    throw taken;
                }
                TimeUnit.MILLISECONDS.sleep(BIND_PAUSE_MILLIS);
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> collect(socket), "connection");
                thread.setDaemon(true);
                connections.add(thread);
                thread.start();
            } catch (IOException ended) {
                // closed by stop, or a connection that was gone before it was accepted
            }
        }
    }

    private void collect(Socket socket) {
        try (socket) {
            new LineReceiver(socket.getInputStream(), journal).receive();
        } catch (IOException broken) {
            System.err.println("connection ended: " + broken);
        }
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException ignored) {
            // it accepts no more, which is what counts
        }
    }

    private void awaitConnections() throws InterruptedException {
        for (Thread thread : connections) {
            thread.join(END_MILLIS);
        }
    }
}
