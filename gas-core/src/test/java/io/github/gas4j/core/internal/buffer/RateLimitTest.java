// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.option.RateOption.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bucket under a clock that the test steps. */
class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private static final int MOST = 100_000;
    private static final int THREADS = 4;

    private long now = -42;

    private RateLimit limit(int events, long nanos, int burst) {
        return new RateLimit(new Rate(events, nanos), burst, () -> now);
    }

    /** Asks until an event is refused, but not forever. Returns how many were admitted. */
    private int admitted(RateLimit limit) {
        int admitted = 0;
        while (admitted < MOST && limit.admits(now)) {
            admitted++;
        }
        return admitted;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000, 5_000})
    void admitsTheBurstAtOnce(int burst) {
        assertThat(admitted(limit(1_000, SECOND, burst))).isEqualTo(burst);
    }

    @Test
    void admitsOneEventAtATimeAfterTheBurst() {
        RateLimit limit = limit(1_000, SECOND, 10);
        admitted(limit);

        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 1_000 - 4;
            assertThat(limit.admits(now)).isFalse();
            now += 4;
            assertThat(admitted(limit)).isEqualTo(1);
        }
    }

    @Test
    void admitsTheBurstAndNoMoreAfterALongPause() {
        RateLimit limit = limit(1_000, SECOND, 10);
        admitted(limit);
        now += 365 * 24 * HOUR;

        assertThat(admitted(limit)).isEqualTo(10);
    }

    @Test
    void admitsWhatCameBackAfterAShortPause() {
        RateLimit limit = limit(1_000, SECOND, 10);
        admitted(limit);
        now += SECOND / 1_000 * 4;

        assertThat(admitted(limit)).isEqualTo(4);
    }

    @Test
    void givesBackNothingForEventsThatItRefused() {
        RateLimit limit = limit(1_000, SECOND, 1);
        admitted(limit);
        for (int i = 0; i < 100_000; i++) {
            assertThat(limit.admits(now)).isFalse();
        }
        now += SECOND / 1_000;

        assertThat(admitted(limit)).isEqualTo(1);
    }

    @Test
    void admitsTwentyEventsAnHourThreeMinutesApart() {
        RateLimit limit = limit(20, HOUR, 1);
        admitted(limit);
        long threeMinutes = TimeUnit.MINUTES.toNanos(3);

        for (int i = 0; i < 1_000; i++) {
            now += threeMinutes - 4;
            assertThat(limit.admits(now)).isFalse();
            now += 4;
            assertThat(admitted(limit)).isEqualTo(1);
        }
    }

    /** A bucket of whole tokens on a fixed grid would admit two here. */
    @Test
    void waitsAWholeIntervalAfterAnEventThatCameInTheMiddleOfOne() {
        RateLimit limit = limit(1, SECOND, 1);
        now += SECOND / 2;
        assertThat(limit.admits(now)).isTrue();

        now += SECOND - 4;
        assertThat(limit.admits(now)).isFalse();
        now += 4;
        assertThat(limit.admits(now)).isTrue();
    }

    @Test
    void goesOnWhenTheClockWraps() {
        now = Long.MAX_VALUE - SECOND / 2;
        RateLimit limit = limit(1_000, SECOND, 10);
        admitted(limit);

        for (int i = 0; i < 1_000; i++) {
            now += SECOND / 1_000;
            assertThat(admitted(limit)).isEqualTo(1);
        }
        assertThat(now).isNegative();
    }

    /** Rates whose interval is no whole number of nanoseconds, over days, asked at uneven times. */
    @ParameterizedTest
    @CsvSource({
        "3, 1000000000, 2",
        "7, 60000000000, 2",
        "999983, 1000000000, 999983",
        "2147483647, 3600000000000, 2147483647",
        "1, 3600000000000, 2147483647",
        "500000000, 1000000000, 2000000000"
    })
    void neitherDriftsNorAdmitsTooMany(int events, long nanos, int burst) {
        RateLimit limit = limit(events, nanos, burst);
        long start = now;
        long step = Math.max(1, nanos / events * 7 / 10 + 1);

        long most = 0;
        for (int i = 0; i < 200_000; i++) {
            most += limit.admits(now) ? 1 : 0;
            now += step;
        }

        double due = burst + (double) (now - start) * events / nanos;
        assertThat(most).isLessThanOrEqualTo((long) due);
        assertThat(most).isGreaterThanOrEqualTo(Math.min(200_000, (long) due - 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 50_000})
    void countsExactlyAfterYears(int days) {
        RateLimit limit = limit(3, SECOND, 3);
        now += days * 24L * HOUR;
        assertThat(admitted(limit)).isEqualTo(3);

        now += SECOND - 8;
        assertThat(admitted(limit)).isEqualTo(2);
        now += 8;
        assertThat(admitted(limit)).isEqualTo(1);
    }

    @Test
    void admitsExactlyTheBurstToManyThreads() throws Exception {
        int burst = 1_000_000;
        RateLimit limit = limit(1, HOUR, burst);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            counts.add(threads.submit(() -> {
                together.await();
                int admitted = 0;
                for (int asked = 0; asked < burst; asked++) {
                    admitted += limit.admits(now) ? 1 : 0;
                }
                return admitted;
            }));
        }

        int admitted = 0;
        for (Future<Integer> count : counts) {
            admitted += count.get();
        }
        threads.shutdown();
        assertThat(admitted).isEqualTo(burst);
    }

    @Test
    void admitsNoMoreToAThreadWhoseClockIsBehind() {
        RateLimit limit = limit(1_000, SECOND, 10);
        long behind = now;
        now += SECOND;
        admitted(limit);

        assertThat(limit.admits(behind)).isFalse();
        assertThat(limit.admits(behind - SECOND)).isFalse();
        assertThat(admitted(limit)).isZero();
    }
}
