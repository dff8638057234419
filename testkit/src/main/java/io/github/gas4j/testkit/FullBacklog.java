// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on which connecting takes for ever: its listener never accepts, and its backlog is full, so that the kernel
 * drops further requests. Confined to one thread.
 */
public final class FullBacklog implements AutoCloseable {
    private static final int MORE_THAN_ENOUGH = 32;
    private static final int CONNECT_MILLIS = 200;

    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> fillers = new ArrayList<>();

    /** Opens any free port and fills its backlog. */
    public FullBacklog() throws IOException {
        this(0);
    }

    /** Opens this port and fills its backlog. */
    public FullBacklog(int port) throws IOException {
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        while (connects()) {
            if (fillers.size() > MORE_THAN_ENOUGH) {
                throw new IOException("the backlog does not fill");
            }
        }
    }

    private boolean connects() throws IOException {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
            filler.connect(listener.getLocalSocketAddress(), CONNECT_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    /** Returns the port. */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
        listener.close();
    }
}
