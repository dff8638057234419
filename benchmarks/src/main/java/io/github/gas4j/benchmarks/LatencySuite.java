// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long calls take at a steady rate, and what a contestant uses when nobody logs. Stateless. */
final class LatencySuite implements Suite {
    private static final int RATE = 20_000;
    private static final long IDLE_MILLIS = 5_000;
    /** The last percentiles need many calls. */
    private static final int TIMES_LONGER = 3;

    private final boolean quick;

    LatencySuite(boolean quick) {
        this.quick = quick;
    }

    @Override
    public String title() {
        return "Latency: one caller logs 20,000 events a second; calls corrected for coordinated omission";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Layout layout : quick ? List.of(Layout.PATTERN) : Layout.ofUsers()) {
            for (Contestant contestant : Contestant.values()) {
                if (contestant != Contestant.RAW) {
                    arms.add(layout.arm(contestant).with(Arm.THREADS, 1));
                }
            }
        }
        return arms;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.P50,
                Metric.P99,
                Metric.P999,
                Metric.P9999,
                Metric.LONGEST,
                Metric.IDLE,
                Metric.PEAK,
                Metric.LOST);
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public Arm base(Arm arm) {
        return arm.contestant().isEncoding() ? arm : Targets.encoding(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.warmUp(terms);
            run.load(Order.timed(terms.warmMillis(), RATE));
            run.awaitDelivered();
            Map<Metric, Double> measured = new EnumMap<>(run.measure(Order.timed(TIMES_LONGER * terms.millis(), RATE)));
            measured.put(Metric.IDLE, run.idle(IDLE_MILLIS));
            return measured;
        }
    }

    @Override
    public List<String> findings(Results results) {
        return Targets.latency(arms(), results);
    }
}
