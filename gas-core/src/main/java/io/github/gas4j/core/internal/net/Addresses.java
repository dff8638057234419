// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.util.Defect;
import io.github.gas4j.core.internal.util.Literal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one connect attempt, in order. This class looks the host name up unless it is a literal address,
 * returns one address after another, and records why each failed. It never waits, because the appenders' client and
 * {@code GasSocket} wait in different ways.
 *
 * <p>Confined to the thread that makes the attempt.
 */
public final class Addresses {
    private final Resolver resolver;
    private final Destination destination;
    private final @Nullable InetAddress substitute;
    private Resolver.@Nullable Lookup lookup;
    private InetAddress @Nullable [] known;
    private boolean begun;
    private int tried;
    private @Nullable IOException failure;

    /** Starts the lookup if one is needed. The substitute, if any, is used when the name cannot be resolved. */
    public Addresses(Resolver resolver, Destination destination, @Nullable InetAddress substitute) {
        this.resolver = resolver;
        this.destination = destination;
        this.substitute = substitute;
        if (Literal.is(destination.host())) {
            known = literal(destination.host());
            begun = true;
        } else {
            beginLookup();
        }
    }

    private Addresses(Resolver resolver, Destination destination, InetAddress[] known) {
        this.resolver = resolver;
        this.destination = destination;
        this.known = known;
        begun = true;
        substitute = null;
    }

    /** Returns an instance with only this address, whatever the name resolves to. */
    public static Addresses given(Resolver resolver, Destination destination, InetAddress address) {
        return new Addresses(resolver, destination, new InetAddress[] {address});
    }

    /** Continues the lookup. Returns whether it has ended, with or without addresses. */
    public boolean lookUp() {
        if (known == null) {
            beginLookup();
            if (lookup != null && lookup.isDone()) {
                known = result(lookup);
            }
        }
        return known != null;
    }

    /** Returns whether {@link #lookUp} would return true. */
    boolean areReady() {
        return known != null || (lookup != null && lookup.isDone());
    }

    /** Returns whether the attempt has begun. It has not while its lookup waits for lookups of other names. */
    boolean haveBegun() {
        return begun;
    }

    /** Ends the wait for the lookup. Only the substitute remains, if there is one. */
    public void failLookup(IOException cause) {
        known = without(cause);
    }

    private void beginLookup() {
        if (lookup == null) {
            lookup = resolver.begin(destination.host());
            begun = lookup != null;
        }
    }

    private InetAddress[] literal(String host) {
        try {
            return new InetAddress[] {Literal.read(host)};
        } catch (UnknownHostException noSuchInterface) {
            return without(noSuchInterface);
        }
    }

    private InetAddress[] result(Resolver.Lookup done) {
        try {
            return done.addresses();
        } catch (UnknownHostException unknown) {
            return without(unknown);
        }
    }

    private InetAddress[] without(IOException cause) {
        failure = cause;
        return substitute == null ? new InetAddress[0] : new InetAddress[] {substitute};
    }

    /** Returns the address to connect to now, or null if none is left. */
    @Nullable
    public InetSocketAddress next() {
        return known == null || tried == known.length ? null : new InetSocketAddress(known[tried], destination.port());
    }

    /** Records why the connection to an address failed, and moves on to the next address. */
    public void fail(InetSocketAddress address, Exception cause) {
        String text = Defect.text(cause) + " (" + address.getAddress().getHostAddress() + ")";
        IOException failed = new IOException(text, cause);
        if (failure != null) {
            failed.addSuppressed(failure);
        }
        failure = failed;
        tried++;
    }

    /** Returns why there is no connection. Called when no address is left. */
    public IOException failure() {
        return failure != null ? failure : new IOException("no address to connect to");
    }

    /** Returns the exception of the last address, with those of the earlier ones as suppressed exceptions. */
    public static IOException ofLastAddress(IOException failure) {
        if (!(failure.getCause() instanceof IOException own)) {
            return failure;
        }
        for (Throwable earlier : failure.getSuppressed()) {
            own.addSuppressed(earlier);
        }
        return own;
    }

    /**
     * Refuses a connection to itself, which TCP's simultaneous open permits if the local port is also the destination.
     *
     * @throws ConnectException if both ends have the same address and port
     */
    public static void refuseItself(SocketAddress local, SocketAddress remote) throws ConnectException {
        if (local.equals(remote)) {
            throw new ConnectException("Connection refused: it would have been to itself");
        }
    }
}
