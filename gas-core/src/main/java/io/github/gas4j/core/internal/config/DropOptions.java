// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.NumberOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.RateOption;
import org.jspecify.annotations.Nullable;

/**
 * The options of events that are not sent. Immutable.
 *
 * @param rateLimit how many events are taken in a unit of time; null for all
 * @param rateBurst how many events are taken at once after a pause
 * @param reportDrops whether the stream itself tells of drops
 * @param deadLetters where dropped events are kept; null for nowhere
 */
public record DropOptions(
        RateOption.@Nullable Rate rateLimit,
        int rateBurst,
        boolean reportDrops,
        @Nullable DeadLetterOptions deadLetters) {
    private static final RateOption RATE_LIMIT = new RateOption(
            "rateLimit", "how many events are taken at most; what comes faster is dropped before it is encoded");
    private static final NumberOption RATE_BURST = new NumberOption(
            "rateBurst",
            "as many as rateLimit allows in a second",
            1,
            "with rateLimit, how many events are taken at once after a pause");
    private static final FlagOption REPORT_DROPS =
            new FlagOption("reportDrops", true, "whether an event in the stream itself tells of drops");

    static DropOptions read(OptionReader in, Framing framing) {
        RateOption.Rate limit = RATE_LIMIT.read(in);
        int burst = RATE_BURST.read(in, limit == null ? 0 : limit.inSecond());
        if (burst > 0 && !in.isGiven(RATE_LIMIT)) {
            in.problem("option rateBurst: has no effect without rateLimit; valid: only together with rateLimit");
        }
        return new DropOptions(limit, burst, REPORT_DROPS.read(in), DeadLetterOptions.read(in, framing));
    }
}
