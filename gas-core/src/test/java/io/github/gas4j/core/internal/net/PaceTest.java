// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - SECOND; // the clock may overflow
    private long tail = 1 << 20;
    private final Pace pace = new Pace(now, tail);

    /** Logs so many bytes per second for a while, and ticks every so many milliseconds. */
    private void log(long bytesPerSecond, long millis, long every) {
        for (long at = 0; at < millis; at += every) {
            now += every * MILLI;
            tail += bytesPerSecond * every / 1_000;
            pace.tick(now, tail);
        }
    }

    private double bytesPerSecond() {
        return 1e18 / pace.nanosFor(1_000_000_000);
    }

    @Test
    void nothingFillsABufferThatNothingIsLoggedTo() {
        log(0, 10_000, 100);

        assertThat(pace.nanosFor(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void knowsASteadyPaceHoweverOftenItLooks() {
        log(1_000_000, 10_000, 1);
        assertThat(bytesPerSecond()).isCloseTo(1_000_000, Percentage.withPercentage(2));

        log(1_000_000, 60_000, 3_000);
        assertThat(bytesPerSecond()).isCloseTo(1_000_000, Percentage.withPercentage(2));
    }

    @Test
    void aBurstRaisesItWithinAFractionOfASecond() {
        log(1_000, 10_000, 20);

        log(1_000_000, 300, 20);

        assertThat(bytesPerSecond()).isGreaterThan(700_000);
    }

    @Test
    void aBurstAfterALongSleepRaisesItToo() {
        log(0, 10_000, 10_000);

        log(1_000_000, 200, 200);

        assertThat(bytesPerSecond()).isGreaterThan(600_000);
    }

    @Test
    void anIdleApplicationLetsItFallWithinSeconds() {
        log(1_000_000, 10_000, 20);

        log(0, 6_000, 20);
        assertThat(bytesPerSecond()).isLessThan(60_000);

        log(0, 30_000, 3_000);
        assertThat(bytesPerSecond()).isLessThan(1);
    }

    @Test
    void aFewEventsASecondAreNotTakenForManyMore() {
        for (int i = 0; i < 50; i++) {
            log(0, 180, 20);
            log(100 * 50, 20, 20); // 100 bytes
        }

        assertThat(bytesPerSecond()).isBetween(450.0, 1_000.0);
    }
}
