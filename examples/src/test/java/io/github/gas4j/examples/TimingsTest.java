// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What the calls of several threads come to. */
class TimingsTest {
    private final Timings first = new Timings();
    private final Timings second = new Timings();

    @Test
    void knowsTheLongestOfAllThreads() {
        first.add(5);
        second.add(123_456_789);
        first.add(7_000);

        assertThat(Timings.longestNanos(List.of(first, second))).isEqualTo(123_456_789);
    }

    @Test
    void leavesOneCallInAThousandOut() {
        for (int i = 1; i <= 10_000; i++) {
            (i % 2 == 0 ? first : second).add(i * 1_000L);
        }

        assertThat(Timings.longestButOneInThousandNanos(List.of(first, second)))
                .isCloseTo(9_990_000, Percentage.withPercentage(7));
    }

    @Test
    void isNeverAboveTheLongest() {
        first.add(3);
        second.add(1_000_001);

        assertThat(Timings.longestButOneInThousandNanos(List.of(first))).isEqualTo(3);
        assertThat(Timings.longestButOneInThousandNanos(List.of(first, second))).isEqualTo(1_000_001);
    }

    @Test
    void coversEveryTime() {
        first.add(0);
        first.add(Long.MAX_VALUE);

        assertThat(Timings.longestButOneInThousandNanos(List.of(first))).isEqualTo(Long.MAX_VALUE);
    }
}
