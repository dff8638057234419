// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.RoomOptions;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTrackerTest {

    private static ExpiryTracker tracker(UnaryOperator<GasConfigBuilder> options) {
        GasConfig config = options.apply(GasConfig.builder().option("destination", "localhost:1"))
                .build();
        return new ExpiryTracker(RoomOptions.of(config).retry());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 200})
    void anEventWaitsThroughOneFailureAndItsRetries(int retries) {
        ExpiryTracker tracker = tracker(options -> options.option("maxRetries", Integer.toString(retries)));
        for (int failure = 0; failure < retries; failure++) {
            tracker.failed(100 + failure);
            assertThat(tracker.dueByAttempts()).isZero();
        }

        tracker.failed(500);

        assertThat(tracker.dueByAttempts()).isEqualTo(retries == 0 ? 500 : 100);
    }

    @Test
    void nothingIsEverDueWithMinusOne() {
        ExpiryTracker tracker = tracker(options -> options.option("maxRetries", "-1"));
        for (int i = 0; i < 10_000; i++) {
            tracker.failed(i);
        }

        assertThat(tracker.dueByAttempts()).isZero();
        assertThat(tracker.isTimed()).isFalse();
        assertThat(tracker.spacingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aProvenConnectionBeginsTheCountAnew() {
        ExpiryTracker tracker = tracker(options -> options.option("maxRetries", "2"));
        tracker.failed(100);
        tracker.failed(100);

        tracker.proven();
        tracker.failed(200);
        tracker.failed(200);
        assertThat(tracker.dueByAttempts()).isZero();

        tracker.failed(300);
        assertThat(tracker.dueByAttempts()).isEqualTo(200);
    }

    @Test
    void whatIsDueStaysDue() {
        ExpiryTracker tracker = tracker(options -> options.option("maxRetries", "0"));
        tracker.failed(100);

        tracker.proven();
        tracker.tick(1, 200);

        assertThat(tracker.dueByAttempts()).isEqualTo(100);
    }

    @Test
    void anEventIsDueWhenItIsOlderThanTheTimeout() {
        ExpiryTracker tracker = tracker(options -> options.option("deliveryTimeout", "64s"));
        assertThat(tracker.isTimed()).isTrue();
        assertThat(tracker.spacingNanos()).isEqualTo(1_000_000_000);

        tracker.tick(0, 100);
        tracker.tick(2_000_000_000, 200);
        tracker.tick(63_999_999_999L, 300);
        assertThat(tracker.dueByAge()).isZero();

        tracker.tick(64_000_000_000L, 300);
        assertThat(tracker.dueByAge()).isEqualTo(100);

        tracker.tick(66_000_000_000L, 300);
        assertThat(tracker.dueByAge()).isEqualTo(200);
    }

    @Test
    void looksAtMostEveryTenMilliseconds() {
        ExpiryTracker tracker = tracker(options -> options.option("deliveryTimeout", "1ms"));

        assertThat(tracker.spacingNanos()).isEqualTo(10_000_000);
    }
}
