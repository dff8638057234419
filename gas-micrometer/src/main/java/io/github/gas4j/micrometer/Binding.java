// SPDX-License-Identifier: MIT
package io.github.gas4j.micrometer;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * The meters of the running clients in one registry.
 *
 * <p>Thread-safe: {@code this} guards the map.
 */
final class Binding implements GasWatcher {
    private final MeterRegistry registry;
    private final Map<GasClient, ClientMeters> bound = new HashMap<>();

    Binding(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void started(GasClient client) {
        ClientMeters meters = new ClientMeters(registry, client, nameFor(client));
        bound.put(client, meters);
        meters.describeAll();
    }

    @Override
    public synchronized void ended(GasClient client) {
        ClientMeters meters = bound.remove(client);
        if (meters != null) {
            meters.remove();
        }
    }

    /** Removes all meters, and adds none any more. */
    void end() {
        unwatch(); // before the lock of this, which a watcher is called under that of the clients
        synchronized (this) {
            bound.values().forEach(ClientMeters::remove);
            bound.clear();
        }
    }

    /** Returns the client's name, with a number behind it if another running client has the name. */
    private String nameFor(GasClient client) {
        String name = client.name();
        for (int number = 2; isTaken(name); number++) {
            name = client.name() + "-" + number;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return bound.values().stream().anyMatch(meters -> meters.client().equals(name));
    }
}
