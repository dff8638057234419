// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Takes the descriptions of all meters of a client, so that a binding to a registry of metrics needs no list of its own. An
 * implementation registers each meter once for each client, and has it read {@link GasClient#stats()} through the given
 * function. Names are lower case with dots, and meters of one name have the same keys of tags.
 */
public interface GasMeters {

    /**
     * Takes a number that never decreases.
     *
     * @param name what it is called; not unique without the tags
     * @param description what it counts
     * @param tags distinguish meters of one name; may be empty
     * @param value reads it
     */
    void counter(String name, String description, Map<String, String> tags, ToDoubleFunction<GasStats> value);

    /**
     * Takes a number that rises and falls.
     *
     * @param name what it is called; not unique without the tags
     * @param unit {@code bytes}, {@code events} or {@code seconds}, or empty if it has none
     * @param description what it tells
     * @param tags distinguish meters of one name; may be empty
     * @param value reads it
     */
    void gauge(
            String name, String unit, String description, Map<String, String> tags, ToDoubleFunction<GasStats> value);

    /**
     * Takes a number of occurrences and the time that they took together. Neither decreases.
     *
     * @param name what it is called
     * @param description what is timed
     * @param count reads the number
     * @param totalNanos reads the time in nanoseconds
     */
    void timer(String name, String description, ToLongFunction<GasStats> count, ToLongFunction<GasStats> totalNanos);

    /** Describes all meters to this object, always the same ones. */
    default void describeAll() {
        MeterList.describe(this);
    }
}
