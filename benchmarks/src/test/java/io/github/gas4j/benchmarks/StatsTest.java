// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians and ratios of rounds, some of which may have failed. */
class StatsTest {
    @Test
    void takesTheMiddleValue() {
        assertThat(Stats.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    }

    @Test
    void takesTheMeanOfTwoMiddleValues() {
        assertThat(Stats.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    }

    @Test
    void leavesFailedRoundsOut() {
        assertThat(Stats.median(List.of(Double.NaN, 5.0, Double.NaN))).isEqualTo(5);
        assertThat(Stats.median(List.of())).isNaN();
    }

    @Test
    void comparesOnlyValuesOfTheSameRound() {
        List<Double> values = List.of(2.0, Double.NaN, 30.0);
        List<Double> bases = List.of(1.0, 1.0, 10.0);

        assertThat(Stats.numbers(Stats.pairedRatios(values, bases))).containsExactly(2.0, 3.0);
    }

    @Test
    void addsOnlyValuesOfTheSameRound() {
        List<Double> values = List.of(2.0, Double.NaN, 30.0);
        List<Double> others = List.of(1.0, 1.0, 10.0);

        assertThat(Stats.numbers(Stats.pairedSums(values, others))).containsExactly(3.0, 40.0);
    }
}
