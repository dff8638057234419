// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopwatchTest {
    private final Stopwatch watch = new Stopwatch();

    @ParameterizedTest
    @ValueSource(
            longs = {0, -50, Long.MAX_VALUE - 150, Long.MIN_VALUE, Long.MAX_VALUE / 2 - 120, Long.MIN_VALUE / 2 - 3})
    void addsUpTheTimesInWhichItRuns(long began) {
        assertThat(watch.nanos(began)).isZero();
        assertThat(watch.start(began)).isTrue();
        assertThat(watch.nanos(began + 30)).isEqualTo(30);
        assertThat(watch.start(began + 50)).as("it runs already").isFalse();

        watch.stop(began + 100);
        watch.stop(began + 105);
        assertThat(watch.nanos(began + 110)).isEqualTo(100);

        assertThat(watch.start(began + 200)).isTrue();
        assertThat(watch.nanos(began + 207)).isEqualTo(107);
        watch.stop(began + 210);
        assertThat(watch.nanos(began + 1_000)).isEqualTo(110);
    }
}
