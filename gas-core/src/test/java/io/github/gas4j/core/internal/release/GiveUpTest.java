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

class GiveUpTest {

    private static GiveUp giveUp(UnaryOperator<GasConfigBuilder> options) {
        GasConfig config = options.apply(GasConfig.builder().option("destination", "localhost:1"))
                .build();
        return new GiveUp(RoomOptions.of(config).retry());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 200})
    void anEventWaitsThroughOneFailureAndItsRetries(int retries) {
        GiveUp giveUp = giveUp(options -> options.option("maxRetries", Integer.toString(retries)));
        for (int failure = 0; failure < retries; failure++) {
            giveUp.failed(100 + failure);
            assertThat(giveUp.dueByTries()).isZero();
        }

        giveUp.failed(500);

        assertThat(giveUp.dueByTries()).isEqualTo(retries == 0 ? 500 : 100);
    }

    @Test
    void nothingIsEverDueWithMinusOne() {
        GiveUp giveUp = giveUp(options -> options.option("maxRetries", "-1"));
        for (int i = 0; i < 10_000; i++) {
            giveUp.failed(i);
        }

        assertThat(giveUp.dueByTries()).isZero();
        assertThat(giveUp.isTimed()).isFalse();
        assertThat(giveUp.spacingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aProvenConnectionBeginsTheCountAnew() {
        GiveUp giveUp = giveUp(options -> options.option("maxRetries", "2"));
        giveUp.failed(100);
        giveUp.failed(100);

        giveUp.proven();
        giveUp.failed(200);
        giveUp.failed(200);
        assertThat(giveUp.dueByTries()).isZero();

        giveUp.failed(300);
        assertThat(giveUp.dueByTries()).isEqualTo(200);
    }

    @Test
    void whatIsDueStaysDue() {
        GiveUp giveUp = giveUp(options -> options.option("maxRetries", "0"));
        giveUp.failed(100);

        giveUp.proven();
        giveUp.tick(1, 200);

        assertThat(giveUp.dueByTries()).isEqualTo(100);
    }

    @Test
    void anEventIsDueWhenItIsOlderThanTheTimeout() {
        GiveUp giveUp = giveUp(options -> options.option("deliveryTimeout", "64s"));
        assertThat(giveUp.isTimed()).isTrue();
        assertThat(giveUp.spacingNanos()).isEqualTo(1_000_000_000);

        giveUp.tick(0, 100);
        giveUp.tick(2_000_000_000, 200);
        giveUp.tick(63_999_999_999L, 300);
        assertThat(giveUp.dueByAge()).isZero();

        giveUp.tick(64_000_000_000L, 300);
        assertThat(giveUp.dueByAge()).isEqualTo(100);

        giveUp.tick(66_000_000_000L, 300);
        assertThat(giveUp.dueByAge()).isEqualTo(200);
    }

    @Test
    void looksAtMostEveryTenMilliseconds() {
        GiveUp giveUp = giveUp(options -> options.option("deliveryTimeout", "1ms"));

        assertThat(giveUp.spacingNanos()).isEqualTo(10_000_000);
    }
}
