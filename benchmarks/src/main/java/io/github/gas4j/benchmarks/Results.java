// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rounds of a suite have measured. Not thread-safe. */
final class Results {
    private final Map<String, List<Map<Metric, Double>>> samples = new LinkedHashMap<>();

    /** Adds an arm's sample of the present round; one that failed is empty. */
    void add(Arm arm, Map<Metric, Double> sample) {
        samples.computeIfAbsent(arm.label(), label -> new ArrayList<>()).add(sample);
    }

    /** Whether an arm has been measured, with or without success. */
    boolean has(Arm arm) {
        return samples.containsKey(arm.label());
    }

    /** Returns a metric's values, one for each round, not a number where a round has none. */
    List<Double> values(Arm arm, Metric metric) {
        return samples.getOrDefault(arm.label(), List.of()).stream()
                .map(sample -> sample.getOrDefault(metric, Double.NaN))
                .toList();
    }

    /** Returns the median, not a number if there is no value. */
    double median(Arm arm, Metric metric) {
        return Stats.median(values(arm, metric));
    }

    /** Returns the median of the rounds' ratios. */
    double ratio(Arm arm, Arm base, Metric metric) {
        return Stats.median(Stats.pairedRatios(values(arm, metric), values(base, metric)));
    }
}
