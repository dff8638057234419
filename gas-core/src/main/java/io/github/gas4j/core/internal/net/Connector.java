// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt after another: resolves the destination's name and tries its addresses in turn, each within
 * {@code connectTimeout}, without ever blocking.
 *
 * <p>Confined to the sender's thread.
 */
public final class Connector {
    private final Dial.Settings settings;
    private final Resolver resolver;

    private @Nullable Addresses addresses;
    private @Nullable Dial dial;
    private long began;

    public Connector(Dial.Settings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /** Begins an attempt. */
    public void begin(long now) {
        addresses = new Addresses(resolver, settings.options().destination(), null);
        began = now;
    }

    /** Returns whether the attempt has begun, which a lookup that is kept from beginning prevents. */
    public boolean hasBegun() {
        return addresses == null || addresses.haveBegun();
    }

    /** When {@link #poll} has to be called even if nothing happens. */
    public long deadline() {
        if (dial != null) {
            return dial.deadline();
        }
        boolean ready = addresses != null && addresses.areReady(); // no lookup will wake the sender
        return ready ? began : lookupDeadline();
    }

    private long lookupDeadline() {
        return began + settings.options().connectTimeout().toNanos();
    }

    /**
     * Goes on with the attempt.
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
            if (now - lookupDeadline() < 0) { // not deadline(), which tells of a lookup that has ended meanwhile
                return null;
            }
            String host = settings.options().destination().host();
            attempted.giveUpLookup(new SocketTimeoutException(
                    attempted.haveBegun()
                            ? "looking up " + host + " took longer than connectTimeout"
                            : "looking up " + host + " could not begin, because lookups of other names do not end"));
        }
        for (InetSocketAddress next = attempted.next(); next != null; next = attempted.next()) {
            try {
                return pollAddress(next, now);
            } catch (IOException | RuntimeException failed) {
                settings.defects().accept(failed);
                attempted.giveUp(next, failed);
                abort();
            }
        }
        throw attempted.failure();
    }

    /** Ends an attempt that no one waits for any more. */
    public void abort() {
        if (dial != null) {
            dial.abort();
            dial = null;
        }
    }

    private @Nullable Connection pollAddress(InetSocketAddress address, long now) throws IOException {
        Dial open = dial;
        if (open == null) {
            open = new Dial(settings, address, now);
            dial = open;
        }
        Connection connection = open.poll(now);
        if (connection != null) {
            dial = null; // the channel is the connection's from now on
        }
        return connection;
    }
}
