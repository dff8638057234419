// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.HOUR;

import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.NameOption;
import io.github.gas4j.core.internal.option.OptionReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a client's start and end. Immutable.
 *
 * @param client the name of a client that appenders share, or null for a client of its own
 * @param jmx whether the client registers its MXBean
 * @param shutdownTimeout bound on stopping
 * @param shutdownHook whether the buffer is flushed at JVM exit
 */
public record LifeCycleOptions(@Nullable String client, boolean jmx, Duration shutdownTimeout, boolean shutdownHook) {
    private static final NameOption CLIENT = new NameOption(
            "client",
            "none",
            "appenders of one context that name the same client share it, with its buffer and connection");
    private static final FlagOption JMX = new FlagOption("jmx", false, "whether the client registers its MXBean");
    private static final DurationOption SHUTDOWN_TIMEOUT = new DurationOption(
            "shutdownTimeout",
            Duration.ofSeconds(2),
            Duration.ZERO,
            HOUR,
            "bound on stopping, and on the flush at JVM exit");
    private static final FlagOption SHUTDOWN_HOOK =
            new FlagOption("shutdownHook", true, "whether the buffer is flushed at JVM exit");

    static LifeCycleOptions read(OptionReader in) {
        return new LifeCycleOptions(CLIENT.read(in), JMX.read(in), SHUTDOWN_TIMEOUT.read(in), SHUTDOWN_HOOK.read(in));
    }
}
