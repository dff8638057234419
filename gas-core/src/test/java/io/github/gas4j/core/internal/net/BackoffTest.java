// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final long MILLI = 1_000_000;

    private final Backoff backoff = new Backoff(100 * MILLI, 10_000 * MILLI);

    @ParameterizedTest
    @CsvSource({"0, 100", "199, 100", "1000, 500", "7000, 3500", "20000, 10000", "86400000, 10000"})
    void theScheduleGrowsWithTheOutage(long age, long bound) {
        assertThat(backoff.scheduled(age * MILLI)).isEqualTo(bound * MILLI);
        assertThat(backoff.hastened(age * MILLI, Long.MAX_VALUE)).isEqualTo(bound * MILLI);
    }

    @ParameterizedTest
    @CsvSource({"30000, 10000", "8000, 4000", "500, 250", "200, 100", "120, 60", "10, 60"})
    void aBufferThatFillsIsNotSleptOver(long left, long bound) {
        assertThat(backoff.hastened(60_000 * MILLI, left * MILLI) / MILLI).isBetween(bound - 1, bound);
    }

    @Test
    void waitsNoLongerThanTheScheduleBecauseTheBufferIsFull() {
        assertThat(backoff.hastened(1_000 * MILLI, Backoff.FULL)).isEqualTo(500 * MILLI);
        assertThat(backoff.hastened(60_000 * MILLI, Backoff.FULL)).isEqualTo(3_500 * MILLI);
    }

    @Test
    void aClosingClientWaitsShortlyAndLongerForACollectorThatHangsUp() {
        assertThat(backoff.closing(0)).isEqualTo(100 * MILLI);
        assertThat(backoff.closing(4_000 * MILLI)).isEqualTo(2_000 * MILLI);
        assertThat(new Backoff(3_600_000 * MILLI, 3_600_000 * MILLI).closing(0)).isEqualTo(500 * MILLI);
    }

    @Test
    void drawsUniformlyAndAtLeastFiftyMilliseconds() {
        Random random = new Random(42);
        int[] tenths = new int[10];

        for (int i = 0; i < 10_000; i++) {
            tenths[(int) (Backoff.delay(10_000 * MILLI, random.nextDouble()) / (1_000 * MILLI))]++;
        }

        for (int count : tenths) {
            assertThat(count).isBetween(850, 1_150);
        }
        assertThat(Backoff.delay(10_000 * MILLI, 0)).isEqualTo(50 * MILLI);
        assertThat(Backoff.delay(0, 0.9)).isEqualTo(50 * MILLI);
    }
}
