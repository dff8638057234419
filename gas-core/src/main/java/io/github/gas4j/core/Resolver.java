// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on a daemon thread, because a lookup can block for a minute and no interrupt ends it. There is at most
 * one lookup at a time: one that was given up is waited for by the next attempt.
 *
 * <p>Confined to whoever makes the attempt to connect (the sender's thread; of a {@link GasSocket}'s callers, one at a
 * time), but for {@link Lookup}, whose result is published by a volatile store.
 */
final class Resolver {

    /** The blocking lookup itself. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Names names;
    private final ThreadFactory threads;
    private final Runnable wake;
    private @Nullable Lookup outstanding;

    /** {@code wake} is run after each lookup. */
    Resolver(Names names, ThreadFactory threads, Runnable wake) {
        this.names = names;
        this.threads = threads;
        this.wake = wake;
    }

    /** Returns the lookup of a host: a new one, or null while one of another host is still outstanding. */
    @Nullable
    Lookup begin(String host) {
        Lookup previous = outstanding;
        if (previous != null && !previous.isDone()) {
            return previous.host.equals(host) ? previous : null;
        }
        Lookup lookup = new Lookup(host);
        threads.newThread(lookup).start();
        outstanding = lookup; // only now, for a thread that could not be started would be waited for for ever
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
