// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.pattern.DynamicConverter;
import io.github.gas4j.core.internal.id.EventIds;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The conversion word {@code %eventId}: an id by which a receiver tells an event that arrives twice from two events that are
 * alike. It has 26 characters, which are letters, digits and one hyphen, and begins with a letter. {@code docs/delivery.md}
 * shows what receivers do with it.
 *
 * <pre>{@code
 * <pattern>%-5level %eventId %d{ISO8601} [%thread] %logger{36} - %msg%n</pattern>
 * }</pre>
 *
 * <p>Each id is unique over threads, processes and restarts; of those that one thread takes, a later one is greater. The word
 * makes a new id each time it is written, so it belongs once into a pattern, and two appenders give one event two ids.
 * What a client sends again after a break are the same bytes, with the same id.
 *
 * <p>Patterns know the word in each configuration that has a {@link GasAppender}, from this appender on; in others, and in
 * what comes before it, a rule declares it:
 *
 * <pre>{@code
 * <conversionRule conversionWord="eventId" class="io.github.gas4j.logback.EventIdConverter"/>
 * }</pre>
 *
 * <p>A rule of your own for this word is used instead. Thread-safe.
 */
public final class EventIdConverter extends DynamicConverter<Object> {
    static final String WORD = "eventId";

    /** Creates a converter; Logback calls this. */
    public EventIdConverter() {
        EventIds.prepare();
    }

    /**
     * Lets the patterns of a context know the word, unless there is a rule for it. Does what {@code <conversionRule>} does,
     * but in a new map, because a {@code SiftingAppender} makes appenders while other threads may read the old one.
     */
    static void declareIn(Context context) {
        @SuppressWarnings("unchecked") // nothing else is put there
        Map<String, Supplier<?>> rules = Objects.requireNonNullElse(
                (Map<String, Supplier<?>>) context.getObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS),
                Map.of());
        Object older = context.getObject(CoreConstants.PATTERN_RULE_REGISTRY); // names of classes, as of old
        boolean isDeclared = rules.containsKey(WORD) || (older instanceof Map<?, ?> names && names.containsKey(WORD));
        if (!isDeclared) {
            Map<String, Supplier<?>> more = new HashMap<>(rules);
            more.put(WORD, EventIdConverter::new);
            context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, more);
        }
    }

    /**
     * Returns a new id.
     *
     * @param event of any kind, such as one of logback-access
     */
    @Override
    public String convert(Object event) {
        return EventIds.next();
    }
}
