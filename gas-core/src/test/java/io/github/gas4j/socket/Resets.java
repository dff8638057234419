// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;

/** Waits for connections to be reset. */
final class Resets {
    private Resets() {}

    /** Waits until the client's kernel knows that its connection was reset, which the client itself need not know yet. */
    static void await(GasSocket client) throws IOException {
        SocketConnection live = client.reconnector.live().get();
        if (live == null) {
            return;
        }
        try {
            int ignored = live.in().read();
        } catch (IOException reset) {
            return;
        }
        throw new IOException("the connection ended without a reset");
    }
}
