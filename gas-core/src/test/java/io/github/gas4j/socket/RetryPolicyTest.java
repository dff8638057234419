// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 20", "2, 40", "9, 5120", "10, 10000", "63, 10000", "64, 10000", "1000000, 10000"})
    void doublesUpToTheGreatest(long failures, long millis) {
        RetryPolicy policy = RetryPolicy.doubling(Duration.ofMillis(10), Duration.ofSeconds(10));

        assertThat(policy.delayNanos(failures)).isEqualTo(millis * 1_000_000);
    }

    @Test
    void doesNotOverflow() {
        RetryPolicy odd = RetryPolicy.doubling(Duration.ofNanos(1), Duration.ofNanos(Long.MAX_VALUE / 2));

        assertThat(odd.delayNanos(1_000_000)).isEqualTo(Long.MAX_VALUE / 2);
    }
}
