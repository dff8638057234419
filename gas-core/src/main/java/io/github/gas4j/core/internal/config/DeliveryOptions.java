// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.HOUR;
import static io.github.gas4j.core.internal.option.DurationOption.MILLI;
import static io.github.gas4j.core.internal.option.SizeOption.KIB;
import static io.github.gas4j.core.internal.option.SizeOption.MIB;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.option.BufferPartOption;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.OptionReader;
import java.time.Duration;

/**
 * The options of delivery. Immutable.
 *
 * @param delivery when a written event is released
 * @param replayWindow bytes that are kept to be written again
 * @param replayMaxAge age, from its first write, at which an acknowledged event is released
 * @param confirmInterval how often the collector has to prove what it has read, with {@link Delivery#CONFIRMED}
 */
public record DeliveryOptions(Delivery delivery, long replayWindow, Duration replayMaxAge, Duration confirmInterval) {
    private static final ChoiceOption<Delivery> DELIVERY =
            new ChoiceOption<>("delivery", Delivery.REPLAY, "when a written event is released");
    private static final BufferPartOption REPLAY_WINDOW = new BufferPartOption(
            "replayWindow", 8, MIB, KIB, 2, "with delivery=REPLAY, how many bytes are kept to be written again");
    private static final DurationOption REPLAY_MAX_AGE = new DurationOption(
            "replayMaxAge",
            Duration.ofMinutes(1),
            MILLI,
            HOUR,
            "with delivery=REPLAY, the age from its first write at which an acknowledged event is released");
    private static final DurationOption CONFIRM_INTERVAL = new DurationOption(
            "confirmInterval",
            Duration.ofSeconds(5),
            MILLI,
            HOUR,
            "with delivery=CONFIRMED, how often the collector has to prove what it has read");

    static DeliveryOptions read(OptionReader in, BufferOptions buffer) {
        return new DeliveryOptions(
                DELIVERY.read(in),
                REPLAY_WINDOW.read(in, buffer.bufferSize()),
                REPLAY_MAX_AGE.read(in),
                CONFIRM_INTERVAL.read(in));
    }

    /** Returns whether a connection that was made with one of these options suits the other. */
    public boolean connectsLike(DeliveryOptions other) {
        // not by equals, because a record links it at its first use, which takes memory
        return delivery == other.delivery
                && replayWindow == other.replayWindow
                && replayMaxAge.equals(other.replayMaxAge)
                && confirmInterval.equals(other.confirmInterval);
    }
}
