// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.SocketFile;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connect attempt on a Unix domain socket.
 *
 * <p>Confined to the sender's thread.
 */
final class LocalAttempt {
    private final ConnectionParts parts;
    private final UnixDomainSocketAddress address;
    private @Nullable AddressAttempt current;

    LocalAttempt(ConnectionParts parts, String path) {
        this.parts = parts;
        address = UnixDomainSocketAddress.of(path);
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    long deadline(long began) {
        return current == null ? began : current.deadline();
    }

    /** Continues the attempt. Returns the connection, or null while the attempt is under way. Throws if it has failed. */
    @Nullable
    Connection poll(long now) throws IOException {
        try {
            AddressAttempt open = current;
            if (open == null) {
                open = new AddressAttempt(parts, address, now);
                current = open;
            }
            Connection connection = open.poll(now);
            if (connection != null) {
                current = null; // the connection owns the channel from now on
            }
            return connection;
        } catch (IOException | RuntimeException failed) {
            parts.defects().accept(failed);
            abort();
            throw new IOException(SocketFile.cause(failed, address.getPath()), failed);
        }
    }

    void abort() {
        if (current != null) {
            current.abort();
            current = null;
        }
    }
}
