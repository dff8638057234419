// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Turns connected channels into connections: {@link #PLAIN}, or with encryption. Confined to the sender's thread. */
@FunctionalInterface
public interface Transport {
    /** The transport without encryption. */
    Transport PLAIN = PlainConnection::new;

    /**
     * Returns a connection over a channel, which owns the channel from then on. The connection is perhaps not ready.
     *
     * @param connectNanos how long it took to connect the channel
     * @throws IOException if there can be no connection; the channel is then left open
     */
    Connection over(SocketChannel channel, SelectionKey key, ConnectionParts parts, long connectNanos)
            throws IOException;
}
