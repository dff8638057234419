// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.internal.config.DropOptions;
import io.github.gas4j.core.internal.option.RateOption;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket. It is full at first, an event takes one token, and tokens come back at a constant rate until the bucket
 * is full. In no span of time does it admit more events than the burst and what the rate allows in that span.
 *
 * <p>Tokens are issued in parts, of which one takes 2 to 4 ns, or longer with an interval or a burst beyond reason. How many
 * were issued since the start follows from the elapsed time alone, and is exact to one part after any time, so no rounding
 * error adds up. The clock may wrap. A rate above 500,000,000 events a second, which no client reaches, counts as that rate.
 *
 * <p>Thread-safe and lock-free. The only state is the number of parts taken or forfeited, which a CAS raises. A thread
 * whose reading of the clock is old sees fewer parts issued, so that it may refuse an event too many, but admits none.
 */
public final class RateLimit {
    private final RateOption.Rate rate;
    private final int burst;
    private final LongSupplier clock;
    private final long start;
    /** Parts that make a token. */
    private final long token;
    /** Parts issued in a nanosecond, times 2^64, rounded up so that no token is late. */
    private final long issue;
    /** Parts in the full bucket. */
    private final long full;
    /** Parts that were taken, or forfeited because the bucket was full. */
    private final AtomicLong gone;

    RateLimit(RateOption.Rate rate, int burst, LongSupplier clock) {
        this.rate = rate;
        this.burst = burst;
        this.clock = clock;
        start = clock.getAsLong();
        int shift = shiftFor(rate, burst);
        token = 1L << shift;
        issue = BigInteger.valueOf(rate.events())
                .shiftLeft(Long.SIZE + shift)
                .divide(BigInteger.valueOf(rate.nanos()))
                .add(BigInteger.ONE)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
        full = (long) burst << shift;
        gone = new AtomicLong(-full);
    }

    /**
     * Returns the limit that the options ask for, or null if they ask for none.
     *
     * @param present the limit so far, which is kept if it is the same; null if there is none
     * @param clock tells nanoseconds, like {@link System#nanoTime}
     */
    public static @Nullable RateLimit of(DropOptions options, @Nullable RateLimit present, LongSupplier clock) {
        RateOption.Rate rate = options.rateLimit();
        if (rate == null) {
            return null;
        }
        boolean same = present != null && present.rate.equals(rate) && present.burst == options.rateBurst();
        return same ? present : new RateLimit(rate, options.rateBurst(), clock);
    }

    /** Returns the base-2 logarithm of the parts of a token: as many as take two nanoseconds each and leave room for the burst. */
    private static int shiftFor(RateOption.Rate rate, int burst) {
        long interval = Math.max(2, rate.nanos() / rate.events());
        return Math.min(log2(interval) - 1, Long.SIZE - 3 - log2(burst));
    }

    private static int log2(long number) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
    }

    /** Returns the present time, for {@link #admits}. */
    long time() {
        return clock.getAsLong();
    }

    /** Takes a token. Returns false if there is none. */
    boolean admits(long now) {
        long issued = Math.multiplyHigh(now - start, issue);
        while (true) {
            long before = gone.get();
            long from = Math.max(before, issued - full);
            if (issued - from < token) {
                return false;
            }
            if (gone.compareAndSet(before, from + token)) {
                return true;
            }
        }
    }
}
