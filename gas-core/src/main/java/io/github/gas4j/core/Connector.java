// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt after another: resolves the destination's name and tries its addresses in turn, each within
 * {@code connectTimeout}, without ever blocking.
 *
 * <p>Confined to the sender's thread.
 */
final class Connector {
    private final Dial.Settings settings;
    private final Resolver resolver;

    private Resolver.@Nullable Lookup lookup;
    private InetAddress[] addresses = {};
    private int tried;
    private @Nullable Dial dial;
    private @Nullable IOException failure;
    private long deadline;

    Connector(Dial.Settings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /** Begins an attempt. */
    void begin(long now) {
        addresses = new InetAddress[0];
        tried = 0;
        failure = null;
        deadline = now + settings.config().connectTimeout().toNanos();
        lookup = resolver.begin(settings.config().target().host());
    }

    /** When {@link #poll} has to be called even if nothing happens. */
    long deadline() {
        return dial == null ? deadline : dial.deadline();
    }

    /**
     * Goes on with the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if the attempt has failed
     */
    @Nullable
    Connection poll(long now) throws IOException {
        if (addresses.length == 0 && !resolved(now)) {
            return null;
        }
        while (tried < addresses.length) {
            try {
                return pollAddress(now);
            } catch (IOException | RuntimeException failed) {
                giveUpAddress(failed);
            }
        }
        throw failure != null ? failure : new IOException("no address to connect to");
    }

    /** Ends an attempt that no one waits for any more. */
    void abort() {
        if (dial != null) {
            dial.abort();
            dial = null;
        }
    }

    private boolean resolved(long now) throws UnknownHostException, SocketTimeoutException {
        String host = settings.config().target().host();
        if (lookup == null) {
            lookup = resolver.begin(host);
        }
        if (lookup != null && lookup.isDone()) {
            addresses = lookup.addresses();
            return true;
        }
        if (now - deadline >= 0) {
            throw new SocketTimeoutException("looking up " + host + " took longer than connectTimeout");
        }
        return false;
    }

    private @Nullable Connection pollAddress(long now) throws IOException {
        Dial open = dial;
        if (open == null) {
            int port = settings.config().target().port();
            open = new Dial(settings, new InetSocketAddress(addresses[tried], port), now);
            dial = open;
        }
        Connection connection = open.poll(now);
        if (connection != null) {
            dial = null; // the channel is the connection's from now on
        }
        return connection;
    }

    private void giveUpAddress(Exception cause) {
        IOException failed =
                new IOException(Causes.text(cause) + " (" + addresses[tried].getHostAddress() + ")", cause);
        if (failure != null) {
            failed.addSuppressed(failure);
        }
        failure = failed;
        abort();
        tried++;
    }
}
