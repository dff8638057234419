// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private static long millis(Duration interval, Duration max, double random, long failures) {
        return new RetryPolicy(interval, max, () -> random).delayNanos(failures) / 1_000_000;
    }

    @ParameterizedTest
    @CsvSource({"0, 99", "1, 199", "2, 399", "6, 6399", "7, 9999", "8, 9999", "63, 9999", "64, 9999", "1000000, 9999"})
    void doublesItsBoundUpToTheGreatest(long failures, long greatest) {
        assertThat(millis(Duration.ofMillis(100), Duration.ofSeconds(10), ALMOST_ONE, failures))
                .isEqualTo(greatest);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 1_000_000})
    void waitsAtLeastFiftyMilliseconds(long failures) {
        assertThat(millis(Duration.ofMillis(100), Duration.ofSeconds(10), 0, failures))
                .isEqualTo(50);
        assertThat(millis(Duration.ofMillis(1), Duration.ofMillis(1), ALMOST_ONE, failures))
                .isEqualTo(50);
    }

    @Test
    void doesNotOverflow() {
        RetryPolicy greatest = new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), () -> ALMOST_ONE);
        RetryPolicy odd = new RetryPolicy(Duration.ofNanos(1), Duration.ofNanos(Long.MAX_VALUE / 2), () -> ALMOST_ONE);

        assertThat(greatest.delayNanos(1_000_000)).isBetween(3_599_000_000_000L, 3_600_000_000_000L);
        assertThat(odd.delayNanos(1_000_000)).isPositive();
    }

    @Test
    void spreadsUniformlyOverTheWholeRange() {
        Random random = new Random(42);
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10), random::nextDouble);
        int[] tenths = new int[10];

        for (int i = 0; i < 10_000; i++) {
            tenths[(int) (policy.delayNanos(3) / 1_000_000_000)]++;
        }

        for (int count : tenths) {
            assertThat(count).isBetween(850, 1_150);
        }
    }
}
