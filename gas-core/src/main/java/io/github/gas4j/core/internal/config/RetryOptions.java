// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.DAY;
import static io.github.gas4j.core.internal.option.DurationOption.HOUR;
import static io.github.gas4j.core.internal.option.DurationOption.MILLI;

import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.NumberOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.util.Values;
import java.time.Duration;

/**
 * The options of retries and of expiry. Immutable.
 *
 * @param maxRetries failed retries after which an event expires; 0 at the first failure, -1 never
 * @param retryInterval least bound of the wait between attempts, unless the buffer fills
 * @param maxRetryInterval greatest bound of the wait between attempts
 * @param deliveryTimeout age at which an event expires that was never written whole; zero for off
 */
public record RetryOptions(
        int maxRetries, Duration retryInterval, Duration maxRetryInterval, Duration deliveryTimeout) {
    private static final NumberOption MAX_RETRIES = new NumberOption(
            "maxRetries", 45, -1, "failed retries after which an event expires; 0 at the first failure, -1 never");
    private static final DurationOption RETRY_INTERVAL = new DurationOption(
            "retryInterval", Duration.ofMillis(100), MILLI, HOUR, "the least bound of the wait between attempts");
    private static final DurationOption MAX_RETRY_INTERVAL = new DurationOption(
            "maxRetryInterval", Duration.ofSeconds(10), MILLI, HOUR, "the greatest bound of the wait between attempts");
    private static final DurationOption DELIVERY_TIMEOUT = new DurationOption(
            "deliveryTimeout",
            Duration.ZERO,
            Duration.ZERO,
            DAY,
            "the age at which an event expires that was never written whole");

    static RetryOptions read(OptionReader in) {
        int maxRetries = MAX_RETRIES.read(in);
        Duration least = RETRY_INTERVAL.read(in);
        Duration greatest = MAX_RETRY_INTERVAL.read(in);
        if (least.compareTo(greatest) > 0) {
            refuseOrder(in, least, greatest);
        }
        return new RetryOptions(maxRetries, least, greatest, DELIVERY_TIMEOUT.read(in));
    }

    /** If only one of the intervals is set, it is the wrong one. */
    private static void refuseOrder(OptionReader in, Duration least, Duration greatest) {
        String low = Values.text(least);
        String high = Values.text(greatest);
        if (in.isGiven(RETRY_INTERVAL)) {
            in.problem(RETRY_INTERVAL.name(), low, "at most " + MAX_RETRY_INTERVAL.name() + ", which is " + high);
        } else {
            in.problem(MAX_RETRY_INTERVAL.name(), high, "at least " + RETRY_INTERVAL.name() + ", which is " + low);
        }
    }
}
