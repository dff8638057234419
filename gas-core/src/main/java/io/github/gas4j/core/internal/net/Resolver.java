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
 * Looks names up on daemon threads, because a lookup can block for a minute and no interrupt ends it. A lookup that an
 * attempt has given up is waited for by the next attempt with this name. Another name has a lookup of its own meanwhile,
 * but no more than {@value #MOST} lookups run at once, or a name service that hangs would cost ever more threads.
 *
 * <p>Confined to whoever makes the attempt to connect (the sender's thread; of a {@code GasSocket}'s callers, one at a
 * time), but for {@link Lookup}, whose result is published by a volatile store.
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

    /** {@code wake} is run after each lookup. */
    public Resolver(Names names, ThreadFactory threads, Runnable wake) {
        this.names = names;
        this.threads = threads;
        this.wake = wake;
    }

    /** Returns the setting that hides a name for a while that has just become known, with its value. */
    public static String negativeCache() {
        String name = "networkaddress.cache.negative.ttl";
        return "this JVM remembers unknown names as long as its security property " + name + " says: "
                + Security.getProperty(name) + " (seconds, -1 for ever)";
    }

    /** Returns the lookup of a host: the outstanding one or a new one; null while as many as may run are of other hosts. */
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
        outstanding.add(lookup); // only now, or a thread that could not be started would be waited for
        return lookup;
    }

    /** One lookup; afterwards it has either addresses or an error. */
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
            } catch (Throwable failure) { // nothing may reach the thread's own handler, which prints
                error = failure;
            } finally {
                done = true; // publishes the result
                wake.run();
            }
        }

        boolean isDone() {
            return done;
        }

        /** The addresses; asked only when done. */
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
