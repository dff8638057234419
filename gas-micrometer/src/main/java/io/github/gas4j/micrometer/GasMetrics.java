// SPDX-License-Identifier: MIT
package io.github.gas4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;

/**
 * Binds the meters of all running clients to a registry, those of clients that start later too, and removes the meters of a
 * client that has ended.
 *
 * <pre>{@code
 * new GasMetrics().bindTo(registry);
 * }</pre>
 *
 * <p>Every meter has the tag {@code client}, the client's name: the appender's, or that of the option {@code client}. If
 * several running clients have one name, the second is {@code NAME-2} and so on. {@code docs/metrics.md} lists the meters.
 *
 * <p>A bound registry is known to the clients until {@link #close}, so close an instance whose registry is no longer in use.
 * Spring closes beans of this type by itself.
 *
 * <p>Thread-safe: {@code this} guards the map, and each {@link Binding} guards itself.
 */
public final class GasMetrics implements MeterBinder, AutoCloseable {
    private final Map<MeterRegistry, Binding> bindings = new HashMap<>();

    /** Creates a binder that is bound to no registry. */
    public GasMetrics() {}

    /**
     * Binds the meters to a registry. Does nothing if they are bound to it already.
     *
     * @param registry receives the meters
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!bindings.containsKey(registry)) {
            Binding binding = new Binding(registry);
            bindings.put(registry, binding);
            binding.watch();
        }
    }

    /** Removes the meters from all registries, and binds those of new clients no more. */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Binding::end);
        bindings.clear();
    }
}
