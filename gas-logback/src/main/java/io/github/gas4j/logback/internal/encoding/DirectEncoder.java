// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import io.github.gas4j.core.internal.text.Scratch;

/**
 * Encodes events into memory that the appender uses again. What it leaves there is the same as {@code encode(event)} of the
 * Logback encoder would return.
 *
 * <p>Thread-safe: called on all logging threads at the same time, each with its own memory.
 *
 * @param <E> the type of events
 */
public interface DirectEncoder<E> {
    /**
     * Encodes an event. Throws whatever the event's objects throw; what is in the memory then is of no use.
     *
     * @param scratch empty; the event's bytes are in {@code scratch.bytes()} afterwards. Not kept after the call
     */
    void encode(E event, Scratch scratch);
}
