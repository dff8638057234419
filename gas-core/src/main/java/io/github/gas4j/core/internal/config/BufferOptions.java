// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.HOUR;
import static io.github.gas4j.core.internal.option.DurationOption.MILLI;
import static io.github.gas4j.core.internal.option.SizeOption.GIB;
import static io.github.gas4j.core.internal.option.SizeOption.KIB;
import static io.github.gas4j.core.internal.option.SizeOption.MIB;

import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.Severity;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.PercentOption;
import io.github.gas4j.core.internal.option.SeverityOption;
import io.github.gas4j.core.internal.option.SizeOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of the buffer. Immutable.
 *
 * @param bufferSize its size in bytes: unsent and unconfirmed events together, with their headers
 * @param overflow what happens while it is full
 * @param blockTimeout for how long a caller waits for room under {@link Overflow#BLOCK}
 * @param shedLevel events at or below it are dropped while the buffer is fuller than {@code shedThreshold}; null for off
 * @param shedThreshold in percent
 */
public record BufferOptions(
        long bufferSize,
        Overflow overflow,
        Duration blockTimeout,
        @Nullable Severity shedLevel,
        int shedThreshold) {
    private static final SizeOption BUFFER_SIZE = new SizeOption(
            "bufferSize", 8 * MIB, 64 * KIB, GIB, "the size of the buffer, unsent and unconfirmed events together");
    private static final ChoiceOption<Overflow> OVERFLOW =
            new ChoiceOption<>("overflow", Overflow.DROP_NEWEST, "what happens while the buffer is full");
    private static final DurationOption BLOCK_TIMEOUT = new DurationOption(
            "blockTimeout",
            Duration.ofSeconds(1),
            MILLI,
            HOUR,
            "with overflow=BLOCK, for how long a caller waits for room");
    private static final SeverityOption SHED_LEVEL = new SeverityOption(
            "shedLevel", "events at or below this level are dropped while the buffer is fuller than shedThreshold");
    private static final PercentOption SHED_THRESHOLD =
            new PercentOption("shedThreshold", 80, "how full the buffer is when shedLevel takes effect");

    static BufferOptions read(OptionReader in) {
        return new BufferOptions(
                BUFFER_SIZE.read(in),
                OVERFLOW.read(in),
                BLOCK_TIMEOUT.read(in),
                SHED_LEVEL.read(in),
                SHED_THRESHOLD.read(in));
    }
}
