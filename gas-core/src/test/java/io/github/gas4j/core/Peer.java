// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A collector on a loopback port of its own that does only what the test tells it. Confined to the thread of a test. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private final List<Link> links = new ArrayList<>();

    /** Listens with the system's receive buffer. */
    Peer() {
        this(0);
    }

    /** Listens with a receive buffer of so many bytes, or the system's if 0. */
    Peer(int receiveBufferBytes) {
        try {
            server = new ServerSocket();
            if (receiveBufferBytes > 0) {
                server.setReceiveBufferSize(receiveBufferBytes);
            }
            server.setSoTimeout(PATIENCE_MILLIS);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    String destination() {
        return "127.0.0.1:" + port();
    }

    /** Returns a destination that has to be looked up. */
    String named() {
        return "collector:" + port();
    }

    Link accept() throws IOException {
        Link link = new Link(server.accept());
        links.add(link);
        return link;
    }

    /** Accepts whoever is waiting. */
    void acceptAll() throws IOException {
        server.setSoTimeout(1);
        try {
            for (int i = 0; i < 100; i++) {
                accept();
            }
        } catch (SocketTimeoutException nobody) {
            server.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Accepts whoever is waiting, and dies to everyone as a crashed process does. */
    void resetAll() throws IOException {
        acceptAll();
        for (Link link : links) {
            link.reset();
        }
        links.clear();
    }

    /** Refuses connections from now on. */
    void refuse() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Link link : links) {
            link.close();
        }
    }

    /** One accepted connection. */
    static final class Link implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        private Link(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        InetAddress remoteAddress() {
            return socket.getInetAddress();
        }

        /** Reads exactly so many bytes. */
        String read(int bytes) throws IOException {
            return Bytes.text(in.readNBytes(bytes));
        }

        /** Reads as much as is there, without waiting. */
        String readAvailable() {
            try {
                return Bytes.text(in.readNBytes(in.available()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Reads up to and with the next line feed. */
        String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int read = in.read();
            while (read >= 0 && read != '\n') {
                line.write(read);
                read = in.read();
            }
            return line + (read < 0 ? "" : "\n");
        }

        /** Returns whether the client's end of the stream is there, once all that came before it has been read. */
        boolean isEnded() throws IOException {
            socket.setSoTimeout(1);
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException notYet) {
                return false;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        }

        /** Reads until the client's end of the stream. */
        String readToEnd() throws IOException {
            return Bytes.text(in.readAllBytes());
        }

        /** Reads until the client's end of the stream, which it reaches by steps. */
        String readToEndAfter(Runnable step) throws IOException {
            StringBuilder text = new StringBuilder();
            socket.setSoTimeout(1);
            for (int i = 0; i < PATIENCE_MILLIS; i++) {
                step.run();
                text.append(readAvailable());
                try {
                    int read = in.read();
                    if (read < 0) {
                        return text.toString();
                    }
                    text.append((char) read);
                } catch (SocketTimeoutException notYet) {
                    // one more step
                }
            }
            throw new AssertionError("no end of the stream after: " + text);
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(Bytes.of(text));
        }

        /** Dies as a crashed process does: the client gets RST. */
        void reset() throws IOException {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }

        /** Ends its side only. */
        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
