// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines with fewer points. */
class ThinningTest {
    private static final double[] X = IntStream.range(0, 200).asDoubleStream().toArray();

    @Test
    void aStraightLineKeepsItsEnds() {
        assertThat(Thinning.kept(X, X, 0.1)).containsExactly(0, 199);
    }

    @Test
    void aStepKeepsBothOfItsCorners() {
        double[] y = IntStream.range(0, 200).mapToDouble(i -> i < 100 ? 0 : 50).toArray();

        assertThat(Thinning.kept(X, y, 0.1)).containsExactly(0, 99, 100, 199);
    }

    @Test
    void nothingIsFartherAwayThanTheTolerance() {
        Random random = new Random(7);
        double[] y = IntStream.range(0, 200)
                .mapToDouble(i -> i + random.nextDouble() * 10)
                .toArray();

        List<Integer> kept = Thinning.kept(X, y, 3);

        assertThat(kept).hasSizeBetween(3, 150);
        for (int k = 1; k < kept.size(); k++) {
            int from = kept.get(k - 1);
            int to = kept.get(k);
            for (int i = from; i <= to; i++) {
                double onLine = y[from] + (y[to] - y[from]) * (i - from) / (to - from);
                assertThat(y[i]).isBetween(onLine - 3.001, onLine + 3.001);
            }
        }
    }

    @Test
    void noneAndOneStayAsTheyAre() {
        assertThat(Thinning.kept(new double[0], new double[0], 1)).isEmpty();
        assertThat(Thinning.kept(new double[] {5}, new double[] {7}, 1)).containsExactly(0);
    }
}
