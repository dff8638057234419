// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

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
 * run at the same time, but at most one more than there are destinations, so that a name service that hangs does not block
 * ever more threads, and a name that hangs keeps no other destination from being looked up.
 * What is asked past the JVM's cache ({@link FreshQuestions}) has the same number of threads of its own.
 *
 * <p>Confined to the thread that makes the connect attempt (the sender's thread, or one caller of a {@code GasSocket}
 * at a time), except {@link Lookup}, whose result is published by a volatile store.
 */
public final class Resolver {
    private static final int LEAST_LOOKUPS = 2;
    /** Names the addresses of names that a JVM takes from a file and from nowhere else. */
    private static final String ONLY_FILE = "jdk.net.hosts.file";

    /** The blocking lookup itself. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Names names;
    private final ThreadFactory threads;
    private final Runnable wake;
    private final List<Lookup> outstanding = new ArrayList<>();
    private int mostLookups = LEAST_LOOKUPS;
    private final @Nullable FreshQuestions fresh;

    /** Creates a resolver that runs {@code wake} after each lookup, and does not ask past the cache of {@code names}. */
    public Resolver(Names names, ThreadFactory threads, Runnable wake) {
        this(names, null, threads, wake);
    }

    /**
     * Creates a resolver that runs {@code wake} after each lookup.
     *
     * @param fresh the same names past the cache of {@code names}, or null if nothing is to be asked past it
     */
    public Resolver(Names names, @Nullable Names fresh, ThreadFactory threads, Runnable wake) {
        this.names = names;
        this.threads = threads;
        this.wake = wake;
        this.fresh = fresh == null ? null : new FreshQuestions(new Resolver(fresh, threads, wake));
    }

    /**
     * Returns the names as this system's name servers know them now, or null where they cannot be asked: the JVM has no
     * module {@code jdk.naming.dns}, or takes its names from a file.
     */
    public static @Nullable Names nameServers() {
        boolean possible = System.getProperty(ONLY_FILE) == null
                && ModuleLayer.boot().findModule("jdk.naming.dns").isPresent();
        return possible
                ? new NameServers(NameServers.OF_THE_SYSTEM, HostsFile.ofThisSystem(), SearchList.ofThisSystem())
                : null;
    }

    @Nullable
    FreshQuestions fresh() {
        return fresh;
    }

    /** Returns a sentence about the JVM's setting for how long a failed lookup is cached. */
    public static String negativeCache() {
        String name = "networkaddress.cache.negative.ttl";
        return "this JVM remembers unknown names as long as its security property " + name + " says: "
                + Security.getProperty(name) + " (seconds, -1 for ever)";
    }

    /** Allows the lookups that so many destinations need. */
    public void serve(int destinations) {
        mostLookups = Math.max(LEAST_LOOKUPS, destinations + 1);
        if (fresh != null) {
            fresh.serve(destinations);
        }
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
        if (outstanding.size() >= mostLookups) {
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

        /** Returns whether whoever was asked does not know the name. Called only when the lookup is done. */
        boolean isUnknown() {
            return error instanceof UnknownHostException;
        }

        /** Returns whether there is no answer at all. Called only when the lookup is done. */
        boolean hasFailed() {
            return error != null;
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
