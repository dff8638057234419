// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server's backlog, full, so that connecting to it takes for ever. Confined to one thread. */
final class Backlog implements AutoCloseable {
    private static final int MORE_THAN_ENOUGH = 32;
    private static final int CONNECT_MILLIS = 200;

    private final List<Socket> fillers = new ArrayList<>();

    private Backlog() {}

    /** Makes a server that is down listen, but not accept. */
    static Backlog fill(BlockingServer server) throws IOException {
        Backlog backlog = new Backlog();
        server.listen(1);
        while (backlog.takes(server)) {
            if (backlog.fillers.size() > MORE_THAN_ENOUGH) {
                throw new IOException("the backlog does not fill");
            }
        }
        return backlog;
    }

    private boolean takes(BlockingServer server) throws IOException {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
            filler.connect(server.address(), CONNECT_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
    }
}
