// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much arrives when callers log as fast as they can, at what cost of CPU and memory. Stateless. */
final class ThroughputSuite implements Suite {
    private final boolean quick;

    ThroughputSuite(boolean quick) {
        this.quick = quick;
    }

    @Override
    public String title() {
        return "Throughput: callers log as fast as they can; delivered events, counted at the sink";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Layout layout : Layout.ofUsers()) {
            for (int threads : quick ? new int[] {2} : new int[] {2, 4}) {
                for (Contestant contestant : Contestant.values()) {
                    if (contestant != Contestant.RAW) {
                        arms.add(layout.arm(contestant).with(Arm.THREADS, threads));
                    }
                }
            }
        }
        Layout.rawArms().forEach(arms::add);
        return arms;
    }

    @Override
    public List<Arm> charted() {
        return arms().stream().filter(arm -> arm.contestant() != Contestant.RAW).toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.RATE,
                Metric.CPU,
                Metric.SINK,
                Metric.SIZE,
                Metric.CALLER_BYTES,
                Metric.BYTES,
                Metric.PEAK,
                Metric.LOST);
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public Arm base(Arm arm) {
        return Targets.gas(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.warmUp(terms);
            return run.slices(terms.millis());
        }
    }

    @Override
    public List<String> findings(Results results) {
        return Targets.throughput(arms(), results);
    }
}
