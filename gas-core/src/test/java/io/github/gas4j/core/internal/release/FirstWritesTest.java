// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstWritesTest {
    private static final long AGE = 64_000;

    private final FirstWrites writes = new FirstWrites(AGE);
    /** Shortly before the clock overflows. */
    private long now = Long.MAX_VALUE - 10_000;

    FirstWritesTest() {
        writes.begin(now);
    }

    private void pass(long nanos, boolean complete) {
        now += nanos;
        writes.tick(now, complete);
    }

    @Test
    void tellsWhatIsOldEnough() {
        writes.wrote(100);
        pass(1_000, true);
        writes.wrote(200);

        pass(AGE - 1_001, true);
        assertThat(writes.expired(-1)).isEqualTo(-1);
        assertThat(writes.nanosUntilExpired()).isEqualTo(1);

        pass(1, true);
        assertThat(writes.expired(-1)).isEqualTo(100);
        assertThat(writes.nanosUntilExpired()).isEqualTo(1_000);
    }

    @Test
    void aReplayStartsNoNewAge() {
        writes.wrote(100);
        pass(AGE / 2, true);
        writes.begin(now);
        writes.wrote(50);
        writes.wrote(100);
        pass(AGE / 2, true);

        assertThat(writes.expired(-1)).isEqualTo(100);
    }

    @Test
    void theAgeStandsStillWhileAWriteIsIncompleteAndWithoutAConnection() {
        writes.wrote(100);
        pass(AGE, false);
        assertThat(writes.expired(-1)).isEqualTo(-1);

        now += AGE;
        writes.begin(now);
        assertThat(writes.expired(-1)).isEqualTo(-1);

        pass(AGE, true);
        assertThat(writes.expired(-1)).isEqualTo(100);
    }

    @Test
    void anotherGreatestAgeCountsFromTheFirstWriteToo() {
        writes.wrote(100);
        pass(AGE / 2, true);

        writes.keepFor(AGE / 2);

        assertThat(writes.expired(-1)).isEqualTo(100);
    }

    @Test
    void forgetsWhatHasLeftTheBuffer() {
        writes.wrote(100);
        writes.released(100);
        pass(AGE, true);

        assertThat(writes.expired(-1)).isEqualTo(-1);
        assertThat(writes.nanosUntilExpired()).isEqualTo(Long.MAX_VALUE);
    }
}
