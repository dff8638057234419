// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.pattern;

import io.github.gas4j.core.internal.id.EventIds;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code %eventId} of a {@code PatternLayout}: an id by which a receiver tells an event that arrives twice from two
 * events that are alike. It has 26 characters, which are letters, digits and one hyphen, and begins with a letter.
 *
 * <p>Each id is unique over threads, processes and restarts; of those that one thread takes, a later one is greater. The word
 * makes a new id each time it is written, so it belongs once into a pattern, and two appenders give one event two ids.
 * What a client sends again after a break are the same bytes, with the same id.
 *
 * <p>Log4j looks for the longest word that it knows, so neither {@code %ex} nor any other of its own is in the way.
 *
 * <p>Thread-safe: it has no state.
 */
@Plugin(name = "GasEventId", category = PatternConverter.CATEGORY)
@ConverterKeys("eventId")
public final class EventIdPatternConverter extends LogEventPatternConverter {
    private EventIdPatternConverter() {
        super("EventId", "eventId");
        EventIds.prepare();
    }

    /**
     * Creates a converter; Log4j calls this.
     *
     * @param options in braces behind the word; there are none
     */
    public static EventIdPatternConverter newInstance(String @Nullable [] options) {
        return new EventIdPatternConverter();
    }

    @Override
    public void format(LogEvent event, StringBuilder toAppendTo) {
        EventIds.append(toAppendTo);
    }
}
