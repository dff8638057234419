// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The clients of the JVM that run, and who watches them. A client is in here for no longer than its thread lives, so it keeps
 * nothing from being collected.
 *
 * <p>Thread-safe: the class guards both sets, so that a watcher is told of each start and each end exactly once.
 */
final class RunningClients {
    private static final Set<GasClient> CLIENTS = new LinkedHashSet<>();
    private static final Set<GasWatcher> WATCHERS = new LinkedHashSet<>();

    private RunningClients() {}

    static synchronized List<GasClient> all() {
        return new ArrayList<>(CLIENTS);
    }

    static synchronized void add(GasClient client) {
        CLIENTS.add(client);
        tell(watcher -> watcher.started(client));
    }

    /** Does nothing the second time. */
    static synchronized void remove(GasClient client) {
        if (CLIENTS.remove(client)) {
            tell(watcher -> watcher.ended(client));
        }
    }

    static synchronized void watch(GasWatcher watcher) {
        if (WATCHERS.add(watcher)) {
            CLIENTS.forEach(client -> tell(watcher, each -> each.started(client)));
        }
    }

    static synchronized void unwatch(GasWatcher watcher) {
        WATCHERS.remove(watcher);
    }

    private static void tell(Consumer<GasWatcher> news) {
        new ArrayList<>(WATCHERS).forEach(watcher -> tell(watcher, news));
    }

    private static void tell(GasWatcher watcher, Consumer<GasWatcher> news) {
        try {
            news.accept(watcher);
        } catch (Throwable ignored) {
            // a watcher must not keep a client from starting or ending
        }
    }
}
