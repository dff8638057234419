// SPDX-License-Identifier: MIT
package io.github.gas4j.micrometer;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasMeters;
import io.github.gas4j.core.GasStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of one client in one registry. The registry holds the client by a weak reference.
 *
 * <p>Guarded by its {@link Binding}.
 */
final class ClientMeters implements GasMeters {
    private static final String CLIENT = "client";

    private final MeterRegistry registry;
    private final GasClient source;
    private final String client;
    private final List<Meter> meters = new ArrayList<>();

    ClientMeters(MeterRegistry registry, GasClient source, String client) {
        this.registry = registry;
        this.source = source;
        this.client = client;
    }

    /** Returns the value of the tag that tells the client. */
    String client() {
        return client;
    }

    void remove() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    @Override
    public void counter(String name, String description, Map<String, String> tags, ToDoubleFunction<GasStats> value) {
        meters.add(FunctionCounter.builder(name, source, from -> value.applyAsDouble(from.stats()))
                .description(description)
                .tags(with(tags))
                .register(registry));
    }

    @Override
    public void gauge(
            String name, String unit, String description, Map<String, String> tags, ToDoubleFunction<GasStats> value) {
        Gauge.Builder<GasClient> gauge = Gauge.builder(name, source, from -> value.applyAsDouble(from.stats()))
                .description(description)
                .tags(with(tags));
        meters.add((unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry));
    }

    @Override
    public void timer(
            String name, String description, ToLongFunction<GasStats> count, ToLongFunction<GasStats> totalNanos) {
        meters.add(FunctionTimer.builder(
                        name,
                        source,
                        from -> count.applyAsLong(from.stats()),
                        from -> totalNanos.applyAsLong(from.stats()),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(with(Map.of()))
                .register(registry));
    }

    private Tags with(Map<String, String> tags) {
        Tags all = Tags.of(CLIENT, client);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all = all.and(tag.getKey(), tag.getValue());
        }
        return all;
    }
}
