// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes connect attempts and never blocks. An attempt resolves the destination's name and connects to its addresses one
 * after another, to each within {@code connectTimeout}.
 *
 * <p>Confined to the sender's thread.
 */
public final class Connector {
    private final ConnectionParts parts;
    private final Resolver resolver;

    private @Nullable Addresses addresses;
    /** Attempt on the current address, or null if there is none. */
    private @Nullable AddressAttempt current;

    private long began;

    public Connector(ConnectionParts parts, Resolver resolver) {
        this.parts = parts;
        this.resolver = resolver;
    }

    /** Begins an attempt. */
    public void begin(long now) {
        addresses = new Addresses(resolver, parts.destination(), null);
        began = now;
    }

    /** Returns whether the attempt has begun. It has not while its lookup waits for lookups of other names. */
    public boolean hasBegun() {
        return addresses == null || addresses.haveBegun();
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    public long deadline() {
        if (current != null) {
            return current.deadline();
        }
        boolean ready = addresses != null && addresses.areReady(); // then no lookup wakes the sender
        return ready ? began : lookupDeadline();
    }

    private long lookupDeadline() {
        return began + parts.options().connectTimeout().toNanos();
    }

    /**
     * Continues the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if the attempt has failed
     */
    @Nullable
    public Connection poll(long now) throws IOException {
        Addresses attempted = addresses;
        if (attempted == null) {
            throw new IllegalStateException("no attempt has begun");
        }
        if (!attempted.lookUp()) {
            if (now - lookupDeadline() < 0) { // not deadline(), because the lookup may have ended
                return null;
            }
            String host = parts.destination().host();
            attempted.failLookup(new SocketTimeoutException(
                    attempted.haveBegun()
                            ? "looking up " + host + " took longer than connectTimeout"
                            : "looking up " + host + " could not begin, because lookups of other names do not end"));
        }
        for (InetSocketAddress next = attempted.next(); next != null; next = attempted.next()) {
            try {
                return pollAddress(next, now);
            } catch (IOException | RuntimeException failed) {
                parts.defects().accept(failed);
                attempted.fail(next, failed);
                abort();
            }
        }
        throw attempted.failure();
    }

    /** Cancels the attempt, if there is one. */
    public void abort() {
        if (current != null) {
            current.abort();
            current = null;
        }
    }

    private @Nullable Connection pollAddress(InetSocketAddress address, long now) throws IOException {
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
    }
}
