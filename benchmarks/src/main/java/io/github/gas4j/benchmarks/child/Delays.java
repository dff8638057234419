// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long events were on their way over one connection: each line ends with the time at which it was logged, as {@link
 * System#nanoTime} tells it, which on Linux is the same clock in all processes (clock_gettime(2), CLOCK_MONOTONIC).
 *
 * <p>Not thread-safe.
 */
final class Delays {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Histogram histogram = new Histogram(LONGEST_NANOS, 3);
    /** The digits before the next byte, as a number. */
    private long number;

    /** Returns a message that ends with a time. */
    static String stamp(String message, long nanos) {
        return message + ' ' + nanos;
    }

    /** Tells percentiles. */
    void addTo(Facts facts) {
        facts.with("delay50", histogram.getValueAtPercentile(50))
                .with("delay99", histogram.getValueAtPercentile(99))
                .with("delayMax", histogram.getMaxValue());
    }

    /** Reads the first {@code length} bytes, which arrived at a time. */
    void read(ByteBuffer bytes, int length, long nanos) {
        for (int i = 0; i < length; i++) {
            byte next = bytes.get(i);
            if (next == '\n') {
                histogram.recordValue(Math.max(0, Math.min(nanos - number, LONGEST_NANOS)));
            }
            number = next >= '0' && next <= '9' ? 10 * number + next - '0' : 0;
        }
    }
}
