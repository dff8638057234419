// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Medians; values that are not numbers do not count. Stateless. */
final class Stats {
    private Stats() {}

    /** Returns the middle value or the mean of the two middle ones, not a number if there is no value. */
    static double median(List<Double> values) {
        List<Double> sorted = numbers(values);
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the values that are numbers, the least first. */
    static List<Double> numbers(List<Double> values) {
        return values.stream().filter(Double::isFinite).sorted().toList();
    }

    /** Returns the quotients of the values of the same round, not a number where a round lacks one of them. */
    static List<Double> pairedRatios(List<Double> values, List<Double> bases) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(values.size(), bases.size()); round++) {
            ratios.add(values.get(round) / bases.get(round));
        }
        return ratios;
    }

    /** Returns the sums of the values of the same round, not a number where a round lacks one of them. */
    static List<Double> pairedSums(List<Double> values, List<Double> others) {
        List<Double> sums = new ArrayList<>();
        for (int round = 0; round < Math.min(values.size(), others.size()); round++) {
            sums.add(values.get(round) + others.get(round));
        }
        return sums;
    }
}
