// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.time.Duration;

/** How often and when a {@link GasSocket} tries to reconnect. Thread-safe: two independent volatile fields. */
final class RetryLimit {
    static final int DEFAULT_MAX_RETRIES = 10;
    static final Duration DEFAULT_RETRY_INTERVAL = Duration.ofMillis(10);

    private static final Duration LEAST_INTERVAL = Duration.ofMillis(1);
    private static final Duration MOST_INTERVAL = Duration.ofHours(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private volatile int maxRetries = DEFAULT_MAX_RETRIES;
    private volatile RetryPolicy policy = policyOf(DEFAULT_RETRY_INTERVAL);

    int maxRetries() {
        return maxRetries;
    }

    void maxRetries(int retries) {
        if (retries < -1) {
            throw new IllegalArgumentException("maxRetries is " + retries + "; valid: -1 (never give up), 0 or more");
        }
        maxRetries = retries;
    }

    Duration retryInterval() {
        return policy.interval();
    }

    void retryInterval(Duration interval) {
        if (interval.compareTo(LEAST_INTERVAL) < 0 || interval.compareTo(MOST_INTERVAL) > 0) {
            throw new IllegalArgumentException("retryInterval is " + interval + "; valid: 1ms to 1h");
        }
        policy = policyOf(interval);
    }

    /** Returns the delay before the next attempt of a call that has waited for {@code retries} attempts. */
    long delayNanos(long retries) {
        return policy.delayNanos(retries);
    }

    private static RetryPolicy policyOf(Duration interval) {
        return RetryPolicy.doubling(interval, interval.compareTo(LONGEST_DELAY) > 0 ? interval : LONGEST_DELAY);
    }
}
