// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on daemon threads, because a lookup can block for a minute and no interrupt ends it. When a connect
 * attempt times out, its lookup goes on, and the next attempt with this name waits for it. Lookups of different names
 * run at the same time, but at most {@value #MOST}, so that a name service that hangs does not block ever more threads.
 *
 * <p>Confined to the thread that makes the connect attempt (the sender's thread, or one caller of a {@code GasSocket}
 * at a time), except {@link Lookup}, whose result is published by a volatile store.
 */
public final class Resolver {
    private static final int MOST = 2;

    /** The blocking lookup itself. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Names names;
    private final ThreadFactory threads;
    private final Runnable wake;
    private final List<Lookup> outstanding = new ArrayList<>(MOST);

    /** Creates a resolver that runs {@code wake} after each lookup. */
    public Resolver(Names names, ThreadFactory threads, Runnable wake) {
        this.names = names;
        this.threads = threads;
        this.wake = wake;
    }

    /** Returns a sentence about the JVM's setting for how long a failed lookup is cached. */
    public static String negativeCache() {
        String name = "networkaddress.cache.negative.ttl";
        return "this JVM remembers unknown names as long as its security property " + name + " says: "
                + Security.getProperty(name) + " (seconds, -1 for ever)";
    }

    /** Returns the outstanding or a new lookup of a host, or null if too many lookups of other hosts are running. */
    @Nullable
    Lookup begin(String host) {
        outstanding.removeIf(Lookup::isDone);
        for (Lookup running : outstanding) {
            if (running.host.equals(host)) {
                return running;
            }
        }
        if (outstanding.size() == MOST) {
            return null;
        }
        Lookup lookup = new Lookup(host);
        threads.newThread(lookup).start();
        outstanding.add(lookup); // after the start, or attempts would wait for a thread that could not start
        return lookup;
    }

    /** One lookup, which ends with either addresses or an error. */
    final class Lookup implements Runnable {
        private final String host;
        private InetAddress @Nullable [] addresses;
        private @Nullable Throwable error;
        private volatile boolean done;

        private Lookup(String host) {
            this.host = host;
        }

        @Override
        public void run() {
            try {
                addresses = names.addressesOf(host);
            } catch (Throwable failure) { // else the thread's uncaught exception handler would print it
                error = failure;
            } finally {
                done = true; // publishes the result
                wake.run();
            }
        }

        boolean isDone() {
            return done;
        }

        /** Returns the addresses. Called only when the lookup is done. */
        InetAddress[] addresses() throws UnknownHostException {
            if (addresses != null) {
                return addresses;
            }
            throw error instanceof UnknownHostException unknown
                    ? unknown
                    : new UnknownHostException(host + ": " + error);
        }
    }
}
