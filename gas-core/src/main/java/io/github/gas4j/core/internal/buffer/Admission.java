// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.Severity;
import io.github.gas4j.core.internal.config.BufferOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * The buffer that takes events, and the rules by which it does. Immutable, except for the buffer, the
 * check of the layout and the bucket of the rate limit.
 *
 * @param buffer takes the frames
 * @param framer turns events into frames
 * @param overflow what happens to an event that finds no room
 * @param blockNanos how long it waits for room at most
 * @param shedSeverity events of this or a lower severity are shed
 * @param shedBytes how many bytes of the buffer must be used for that
 * @param rateLimit limits how many events are taken; null for no limit
 */
public record Admission(
        FrameBuffer buffer,
        Framer framer,
        Overflow overflow,
        long blockNanos,
        int shedSeverity,
        long shedBytes,
        @Nullable RateLimit rateLimit) {

    /** Returns an admission without a rate limit. */
    public static Admission of(BufferOptions options, WireOptions wire, FrameBuffer buffer) {
        LayoutCheck check = LayoutCheck.of(wire, buffer.records().counters);
        Severity shed = options.shedLevel();
        return new Admission(
                buffer,
                new Framer(wire.framing(), wire.escapeNewlines(), wire.maxEventSize(), check),
                options.overflow(),
                options.blockTimeout().toNanos(),
                shed == null ? Integer.MIN_VALUE : shed.number(),
                buffer.capacity() * options.shedThreshold() / 100,
                null);
    }

    /** Returns the same admission with another rate limit. */
    public Admission limitedTo(@Nullable RateLimit limit) {
        return new Admission(buffer, framer, overflow, blockNanos, shedSeverity, shedBytes, limit);
    }
}
