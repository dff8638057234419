// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The clients of the JVM that run, and who watches them. A client is in here from its start until it has ended as asked, or is
 * closed, so it keeps no client that has ended.
 *
 * <p>Thread-safe: the class guards the clients, and holds its lock while it tells, so that a watcher is told of each start and
 * each end exactly once. No lambdas: the end of a client in a full heap must not link any.
 */
final class RunningClients {
    private static final Set<GasClient> CLIENTS = new LinkedHashSet<>();
    private static final Set<GasWatcher> WATCHERS = new CopyOnWriteArraySet<>();

    private RunningClients() {}

    static synchronized List<GasClient> all() {
        return new ArrayList<>(CLIENTS);
    }

    static synchronized void add(GasClient client) {
        CLIENTS.add(client);
        for (GasWatcher watcher : WATCHERS) {
            tell(watcher, client, true);
        }
    }

    /** Does nothing the second time. If it throws for want of memory, it can be called again. */
    static synchronized void remove(GasClient client) {
        if (CLIENTS.contains(client)) {
            for (GasWatcher watcher : WATCHERS) {
                tell(watcher, client, false);
            }
            CLIENTS.remove(client); // last, or nobody would be told after a failure
        }
    }

    static synchronized void watch(GasWatcher watcher) {
        if (WATCHERS.add(watcher)) {
            for (GasClient client : all()) {
                tell(watcher, client, true);
            }
        }
    }

    static synchronized void unwatch(GasWatcher watcher) {
        WATCHERS.remove(watcher);
    }

    private static void tell(GasWatcher watcher, GasClient client, boolean start) {
        try {
            if (start) {
                watcher.started(client);
            } else {
                watcher.ended(client);
            }
        } catch (Throwable ignored) {
            // a watcher must not keep a client from starting or ending
        }
    }
}
