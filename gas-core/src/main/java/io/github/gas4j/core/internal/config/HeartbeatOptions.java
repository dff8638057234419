// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.DAY;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import io.github.gas4j.core.internal.util.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The options of what is written to idle connections. Immutable.
 *
 * @param interval for how long nothing was written before a heartbeat; zero for none
 * @param text what a heartbeat says, unframed; perhaps empty
 */
public record HeartbeatOptions(Duration interval, String text) {
    private static final Duration LEAST = Duration.ofSeconds(1);
    /** No receiver is known that takes less. */
    private static final int MOST_BYTES = 2048;

    private static final DurationOption INTERVAL = new DurationOption(
            "heartbeatInterval",
            Duration.ZERO,
            Duration.ZERO,
            DAY,
            "for how long nothing was written before a heartbeat is written");
    private static final TextOption TEXT = new TextOption(
            "heartbeat", "text", "none", "text of at most 2048 bytes", "what a heartbeat says, written as an event is");

    static HeartbeatOptions read(OptionReader in, Framing framing) {
        Duration interval = INTERVAL.read(in);
        String given = in.text(TEXT);
        String text = given == null ? "" : given;
        if (!interval.isZero() && interval.compareTo(LEAST) < 0) {
            in.problem(INTERVAL.name(), Values.text(interval), "off, or at least " + Values.text(LEAST));
        }
        if (interval.isZero() && !text.isEmpty()) {
            in.problem("option " + TEXT.name() + ": '" + text
                    + "' has no effect without heartbeatInterval; valid: only together with heartbeatInterval");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            in.problem(TEXT.name(), text.substring(0, 20) + "…", "at most " + MOST_BYTES + " bytes");
        }
        boolean nothing = text.isEmpty() && (framing == Framing.OCTET_COUNTING || framing == Framing.NONE);
        if (nothing && !interval.isZero()) {
            in.problem(
                    TEXT.name(),
                    given,
                    "some text with framing=" + framing + ", which writes nothing for an empty one");
        }
        return new HeartbeatOptions(interval, text);
    }
}
