// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TailWatchTest {
    /** Shortly before the clock overflows, as {@link System#nanoTime} may. */
    private static final long BEGAN = Long.MAX_VALUE - Duration.ofNanos(50).toNanos();

    private final TailWatch watch = new TailWatch();

    @Test
    void anUnusedBufferHasNotMoved() {
        watch.tick(BEGAN, 0);

        assertThat(watch.hasMovedWithin(100, BEGAN + 1, 0)).isFalse();
    }

    @Test
    void remembersWhenTheTailMovedLast() {
        watch.tick(BEGAN, 8);
        watch.tick(BEGAN + 70, 8);

        assertThat(watch.hasMovedWithin(100, BEGAN + 99, 8)).isTrue();
        assertThat(watch.hasMovedWithin(100, BEGAN + 100, 8)).isFalse();
    }

    @Test
    void aMoveThatTheSenderHasNotSeenMayHaveBeenJustNow() {
        watch.tick(BEGAN, 8);

        assertThat(watch.hasMovedWithin(100, BEGAN + 1_000, 16)).isTrue();
    }
}
