// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.DAY;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.Strategy;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.util.Values;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The options of where connections go, and when another one takes over. Immutable.
 *
 * @param all the destinations, each once; at least one
 * @param strategy the order in which an attempt tries them
 * @param failback how often FAILOVER tries an earlier destination again; zero for never
 * @param maxConnectionAge the age at which a connection is replaced, give or take a tenth; zero for none
 */
public record DestinationOptions(
        List<Destination> all, Strategy strategy, Duration failback, Duration maxConnectionAge) {
    /** Both durations open connections while another one works, so neither is shorter. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final ChoiceOption<Strategy> STRATEGY = new ChoiceOption<>(
            "strategy", Strategy.FAILOVER, "the order in which an attempt tries several destinations");
    private static final DurationOption FAILBACK = new DurationOption(
            "failback",
            Duration.ofMinutes(1),
            Duration.ZERO,
            DAY,
            "how often FAILOVER tries an earlier destination again, to return to it");
    private static final DurationOption MAX_CONNECTION_AGE = new DurationOption(
            "maxConnectionAge",
            Duration.ZERO,
            Duration.ZERO,
            DAY,
            "the age at which a connection is replaced, give or take a tenth");

    static DestinationOptions read(OptionReader in) {
        List<Destination> all = List.copyOf(DestinationReader.read(in));
        Strategy strategy = STRATEGY.read(in);
        Duration failback = FAILBACK.read(in);
        if (strategy != Strategy.FAILOVER && in.isGiven(FAILBACK)) {
            in.problem(FAILBACK.name(), Values.text(failback), "leave it out, or set strategy=" + Strategy.FAILOVER);
        }
        Duration maxConnectionAge = MAX_CONNECTION_AGE.read(in);
        requireLeast(in, FAILBACK, failback);
        requireLeast(in, MAX_CONNECTION_AGE, maxConnectionAge);
        return new DestinationOptions(all, strategy, failback, maxConnectionAge);
    }

    private static void requireLeast(OptionReader in, DurationOption option, Duration value) {
        if (!value.isZero() && value.compareTo(LEAST) < 0) {
            in.problem(option.name(), Values.text(value), "off, or at least " + Values.text(LEAST));
        }
    }

    /** Returns the destinations with commas between them, as the option takes them. */
    public String text() {
        return all.stream().map(Destination::toString).collect(Collectors.joining(", "));
    }
}
