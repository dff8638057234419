// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.util.Defect;
import io.github.gas4j.core.internal.util.Literal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one connect attempt, each of them once, in the order of {@link Interleaving}. This class looks the host
 * name up unless it is a literal address, returns one address after another, and records why each failed. If it is told to,
 * it also asks for the name past the JVM's cache. It never waits, because the appenders' client and {@code GasSocket} wait in
 * different ways.
 *
 * <p>Confined to the thread that makes the attempt.
 */
public final class Addresses {
    /** Ends the message about an unknown host that was asked for past the JVM's cache too. */
    public static final String ASKED_PAST_CACHE = " (the name servers do not know it either)";

    private final Resolver resolver;
    private final Destination destination;
    private final @Nullable InetAddress substitute;
    private final Interleaving interleaving = new Interleaving();
    private Resolver.@Nullable Lookup lookup;
    /** The addresses to try, or null before the lookup has ended. */
    private @Nullable List<InetAddress> known;

    private boolean begun;
    private int tried;
    private @Nullable IOException failure;
    /** Number of addresses that the JVM's own lookup gave. */
    private int fromJvm;

    private boolean canAskAfresh;
    /** The question past the JVM's cache, or null if none awaits its answer. */
    private FreshQuestions.@Nullable Question question;

    /** Starts the lookup if one is needed. The substitute, if any, is used when the name cannot be resolved. */
    public Addresses(Resolver resolver, Destination destination, @Nullable InetAddress substitute) {
        this.resolver = resolver;
        this.destination = destination;
        this.substitute = substitute;
        if (Literal.is(destination.host())) {
            know(literal(destination.host()));
            begun = true;
        } else {
            canAskAfresh = resolver.fresh() != null;
            beginLookup();
        }
    }

    private Addresses(Resolver resolver, Destination destination, InetAddress[] known) {
        this.resolver = resolver;
        this.destination = destination;
        know(known);
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
                know(result(lookup));
            }
        }
        return known != null;
    }

    /** Returns whether {@link #lookUp} would return true. */
    public boolean areReady() {
        return known != null || (lookup != null && lookup.isDone());
    }

    /** Returns whether the attempt has begun. It has not while its lookup waits for lookups of other names. */
    public boolean haveBegun() {
        return begun;
    }

    /** Ends the wait for the lookup. Only the substitute remains, if there is one. */
    public void failLookup(IOException cause) {
        know(without(cause));
    }

    private void know(InetAddress[] addresses) {
        List<InetAddress> order = interleaving.of(addresses);
        known = order;
        fromJvm = order.size();
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

    /** Returns whether the name can be asked for past the JVM's cache, and was not in this attempt. */
    public boolean canAskAfresh() {
        return canAskAfresh;
    }

    /** Asks for the name past the JVM's cache, unless that was done so recently that the answer would be the same. */
    public void askAfresh(long now) {
        FreshQuestions fresh = resolver.fresh();
        if (canAskAfresh && fresh != null) {
            canAskAfresh = false; // even if there is no thread for the question
            question = fresh.about(destination.host(), now);
        }
    }

    /** Returns whether {@link #takeFresh} would add an answer. */
    public boolean haveFreshAnswer() {
        return question != null && question.isAnswered();
    }

    /** Returns whether an answer past the JVM's cache has not been taken yet. */
    public boolean isFreshAwaited() {
        return question != null;
    }

    /** Adds the addresses that a question past the JVM's cache has led to, if its answer is there. */
    public void takeFresh() {
        FreshQuestions.Question asked = question;
        if (asked != null && asked.isAnswered()) {
            question = null;
            add(asked.use());
        }
    }

    private void add(Resolver.Lookup answer) {
        if (answer.isUnknown()) {
            if (failure instanceof UnknownHostException) {
                failure = new UnknownHostException(destination.host() + ASKED_PAST_CACHE);
            }
        } else if (known != null && !answer.hasFailed()) {
            known.addAll(interleaving.of(result(answer)));
        }
    }

    /** Returns whether {@link #next} would return an address. */
    public boolean hasNext() {
        return known != null && tried < known.size();
    }

    /** Returns the address to connect to now, or null if none is left. The next call returns another one. */
    @Nullable
    public InetSocketAddress next() {
        return known == null || tried == known.size()
                ? null
                : new InetSocketAddress(known.get(tried++), destination.port());
    }

    /** Returns whether only the question past the JVM's cache has led to this address. */
    public boolean isFresh(InetSocketAddress address) {
        return known != null && known.indexOf(address.getAddress()) >= fromJvm;
    }

    /** Records why the connection to an address failed. */
    public void fail(InetSocketAddress address, Exception cause) {
        String text = Defect.text(cause) + " (" + address.getAddress().getHostAddress() + ")";
        IOException failed = new IOException(text, cause);
        if (failure != null) {
            failed.addSuppressed(failure);
        }
        failure = failed;
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
