// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The send queue of a channel, which is looked for when it is first needed.
 *
 * <p>Confined to the sender's thread.
 */
public final class ShownQueue {
    private final SocketChannel channel;
    private final ConnectionParts parts;
    private final LongSupplier taken;
    private @Nullable SendQueue found;
    private boolean sought;

    /**
     * Remembers what to look for.
     *
     * @param taken returns how many bytes the channel has taken so far
     */
    public ShownQueue(SocketChannel channel, ConnectionParts parts, LongSupplier taken) {
        this.channel = channel;
        this.parts = parts;
        this.taken = taken;
    }

    /** Returns the queue, or null if this system shows none. */
    @Nullable
    public SendQueue get() {
        if (!sought && channel.isOpen()) {
            found = parts.sendQueues().of(channel, taken, parts.defects());
            sought = found != SendQueues.UNSEEN; // UNSEEN is retried: a lack of descriptors may pass
        }
        return found;
    }

    /** Closes the queue and then the channel. */
    public void closeWithChannel() {
        if (found != null) {
            found.close();
        }
        parts.selection().close(channel);
    }
}
