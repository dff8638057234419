// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Gap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long SPACING = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NONE = -1;

    private final Arrivals arrivals = new Arrivals();

    @Test
    void tellsSinceWhenTheFirstEventAboveAPositionIsThere() {
        arrivals.tick(SPACING, 100, 0);
        arrivals.tick(3 * SPACING, 200, 0);

        assertThat(arrivals.since(0, NONE)).isEqualTo(SPACING);
        assertThat(arrivals.since(99, NONE)).isEqualTo(SPACING);
        assertThat(arrivals.since(100, NONE)).isEqualTo(3 * SPACING);
        assertThat(arrivals.since(200, NONE)).isEqualTo(NONE);
    }

    @Test
    void anIdleTimeIsNobodysAge() {
        arrivals.tick(0, 100, 0);
        for (int i = 1; i <= 1_000; i++) {
            arrivals.tick(i * SPACING, 100, 100);
        }
        arrivals.tick(1_001 * SPACING, 200, 100);

        assertThat(arrivals.since(100, NONE)).isEqualTo(1_001 * SPACING);
    }

    @Test
    void knowsTheTimeOfEventsThatAreToBeWrittenAgain() {
        arrivals.tick(0, 100, 0);
        arrivals.tick(5 * SPACING, 200, 0);
        assertThat(arrivals.since(200, NONE)).isEqualTo(NONE);

        assertThat(arrivals.since(0, NONE)).as("after a rewind").isZero();
        arrivals.tick(6 * SPACING, 200, 100);
        assertThat(arrivals.since(100, NONE)).as("after a release").isEqualTo(5 * SPACING);
    }

    @Test
    void followsEventsThatMove() {
        arrivals.tick(0, 100, 0);
        arrivals.tick(5 * SPACING, 200, 0);
        arrivals.tick(9 * SPACING, 300, 0);

        arrivals.moveOver(new Gap(100, 100));

        assertThat(arrivals.since(100, NONE)).isZero();
        assertThat(arrivals.since(200, NONE)).isEqualTo(9 * SPACING);
    }

    @Test
    void isExactToAHundredthOfALongTime() {
        long step = SPACING / 3;
        int ticks = 60_000;
        for (int i = 0; i < ticks; i++) {
            arrivals.tick(i * step, i + 1, 0);
        }

        for (int i = 0; i < ticks; i++) {
            assertThat(arrivals.since(i, NONE))
                    .as("event " + i)
                    .isBetween(i * step, Math.max(i * step, i * step + ticks * step / 100));
        }
    }

    @Test
    void becomesExactAgainAfterALongTime() {
        for (int i = 0; i < 60_000; i++) {
            arrivals.tick(i * SPACING, i + 1, Math.max(0, i - 50_000));
        }
        for (int i = 60_000; i < 61_000; i++) {
            arrivals.tick(i * SPACING, i + 1, i - 50);
        }

        assertThat(arrivals.since(60_980, NONE)).isBetween(60_980 * SPACING, 60_982 * SPACING);
    }

    @Test
    void wakesByItselfWhileEventsComeAndIsWokenByTheFirstAfterAPause() {
        arrivals.tick(0, 100, 0);
        assertThat(arrivals.nanosUntilDue()).isEqualTo(SPACING);
        assertThat(arrivals.wakeAbove()).isEqualTo(Doorbell.NEVER);

        arrivals.tick(SPACING, 100, 0);
        assertThat(arrivals.nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
        assertThat(arrivals.wakeAbove()).isEqualTo(100);
    }

    @Test
    void outlivesAClockThatOverflows() {
        arrivals.tick(Long.MAX_VALUE - 5, 100, 0);
        arrivals.tick(Long.MIN_VALUE + SPACING, 200, 0);

        assertThat(arrivals.since(0, NONE)).isEqualTo(Long.MAX_VALUE - 5);
        assertThat(arrivals.since(100, NONE)).isEqualTo(Long.MIN_VALUE + SPACING);
    }
}
