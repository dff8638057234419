// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.names.Addresses;
import io.github.gas4j.core.internal.names.Resolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes connect attempts and never blocks. An attempt resolves the destination's name and connects to its addresses, to
 * each within {@code connectTimeout}, several at a time ({@link Race}). When none of them has answered so far, or there is
 * none, the name is asked for past the JVM's cache, and what that adds takes part. A Unix domain socket has one address,
 * which needs no lookup.
 *
 * <p>Confined to the sender's thread.
 */
public final class Connector {
    /**
     * For how long an attempt that has no address left waits for an answer past the JVM's cache. A name server that is
     * down must not slow down the attempts on a collector that is about to be back. An answer that comes later is for the
     * next attempt.
     */
    private static final long FRESH_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ConnectionParts parts;
    private final Resolver resolver;
    private final Consumer<String> notices;
    private final Race race;

    private @Nullable Addresses addresses;
    /** The attempt on a Unix domain socket, in place of addresses. */
    private @Nullable LocalAttempt local;

    private long began;
    /** When the name was asked for past the JVM's cache. Meaningful while an answer is awaited. */
    private long askedAt;
    /** The last address that was reported as one that the JVM does not know, until it does. */
    private @Nullable InetSocketAddress told;

    /** Creates a connector that passes lines for the operator to {@code notices}. */
    public Connector(ConnectionParts parts, Resolver resolver, Consumer<String> notices) {
        this.parts = parts;
        this.resolver = resolver;
        this.notices = notices;
        race = new Race(parts);
    }

    /** Begins an attempt. */
    public void begin(long now) {
        began = now;
        abort();
        String path = parts.destination().path();
        if (path != null) {
            local = new LocalAttempt(parts, path);
            return;
        }
        addresses = new Addresses(resolver, parts.destination(), null);
        race.begin(now);
    }

    /** Returns whether the attempt has begun. It has not while its lookup waits for lookups of other names. */
    public boolean hasBegun() {
        return addresses == null || addresses.haveBegun();
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    public long deadline() {
        if (local != null) {
            return local.deadline(began);
        }
        Addresses attempted = addresses;
        if (attempted == null || !attempted.areReady()) {
            return lookupDeadline();
        }
        if (attempted.haveFreshAnswer()) {
            return began; // no lookup wakes the sender
        }
        if (race.isUnderWay()) {
            return race.deadline(attempted.hasNext() || mayAskAfresh(attempted));
        }
        return attempted.isFreshAwaited() ? askedAt + FRESH_WAIT_NANOS : began;
    }

    private long lookupDeadline() {
        return began + parts.options().connectTimeout().toNanos();
    }

    private boolean mayAskAfresh(Addresses attempted) {
        return parts.options().dnsFallback() && attempted.canAskAfresh();
    }

    /**
     * Continues the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if the attempt has failed
     */
    @Nullable
    public Connection poll(long now) throws IOException {
        if (local != null) {
            return local.poll(now);
        }
        Addresses attempted = addresses;
        if (attempted == null) {
            throw new IllegalStateException("no attempt has begun");
        }
        if (!hasLookedUp(attempted, now)) {
            return null;
        }
        Connection connection = pollAddresses(attempted, now);
        if (connection == null && race.isDue(now) && mayAskAfresh(attempted)) {
            askAfresh(attempted, now);
            connection = pollAddresses(attempted, now); // a recent answer may be there
        }
        boolean awaits = attempted.isFreshAwaited() && now - askedAt < FRESH_WAIT_NANOS;
        if (connection == null && !race.isUnderWay() && !awaits) {
            throw attempted.failure();
        }
        return connection;
    }

    /** Never throws, because an address may still answer. */
    private void askAfresh(Addresses attempted, long now) {
        try {
            askedAt = now;
            attempted.askAfresh(now);
        } catch (RuntimeException | Error noThread) {
            parts.defects().accept(noThread);
        }
    }

    private boolean hasLookedUp(Addresses attempted, long now) {
        if (attempted.lookUp()) {
            return true;
        }
        if (now - lookupDeadline() < 0) { // not deadline(), because the lookup may have ended
            return false;
        }
        String host = parts.destination().host();
        attempted.failLookup(new SocketTimeoutException(
                attempted.haveBegun()
                        ? "looking up " + host + " took longer than connectTimeout"
                        : "looking up " + host + " could not begin, because lookups of other names do not end"));
        return true;
    }

    private @Nullable Connection pollAddresses(Addresses attempted, long now) {
        attempted.takeFresh();
        Connection connection = race.poll(attempted, now);
        InetSocketAddress winner = race.winner();
        if (connection != null && winner != null) {
            tell(winner, attempted.isFresh(winner));
        }
        return connection;
    }

    /** Says once that the question past the JVM's cache has helped, until it is not needed any more. Never throws. */
    private void tell(InetSocketAddress address, boolean fresh) {
        try {
            if (fresh && !address.equals(told)) {
                notices.accept("connected to " + address.getAddress().getHostAddress()
                        + ", an address that the name servers give for "
                        + parts.destination().host()
                        + " and that this JVM's own lookup did not give; dnsFallback has found it");
            }
            told = fresh ? address : null;
        } catch (RuntimeException | Error unsaid) {
            parts.defects().accept(unsaid); // the line is lost, because the connection matters more
        }
    }

    /** Cancels the attempt, if there is one. */
    public void abort() {
        if (local != null) {
            local.abort();
        }
        race.abort();
    }
}
