// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.FieldConsumer;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.log4j2.internal.encoding.Severities;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.net.Severity;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Log4j's events. Allocates nothing for a message that Log4j can format into a {@code StringBuilder}, for the thread
 * context, and for a marker without parents.
 *
 * <p>Thread-safe: immutable but for {@code entries}, which holds an immutable object with a final field. A thread that sees an
 * older one makes its own.
 */
final class LogEventReader implements EventReader<LogEvent, Throwable> {
    private static final int LOGSTASH_STEP = 1000;
    private static final int LOGSTASH_TRACE = 5000;
    private static final int LOGSTASH_MOST = 50_000;
    /** The entry of a message's map that is the text of the message, as in Elastic's layout for Log4j. */
    private static final String MESSAGE = "message";
    /** Markers cannot contain themselves, but they can be changed while they are read. */
    private static final int DEEPEST = 32;
    /** How many names a marker gives, those of its parents included. */
    private static final int MOST_MARKERS = 256;

    /** Log4j's name for what the core calls a consumer of fields. Immutable. */
    private static final class Entries<S> implements TriConsumer<String, Object, S> {
        final FieldConsumer<S> consumer;

        Entries(FieldConsumer<S> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void accept(String name, Object value, S state) {
            consumer.accept(name, value, state);
        }
    }

    /** What the configuration said of Log4j's context when the layout was built. */
    private final Map<String, String> properties;

    /** The adapter for the consumer that was used last. There is one consumer, unless events are cut. */
    private @Nullable Entries<?> entries;

    LogEventReader(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public long epochSecond(LogEvent event) {
        return event.getInstant().getEpochSecond();
    }

    @Override
    public int nanoOfSecond(LogEvent event) {
        return event.getInstant().getNanoOfSecond();
    }

    @Override
    public String level(LogEvent event) {
        return level(event.getLevel()).name();
    }

    /** Returns Logback's number of the level, 50000 for what is above ERROR, and one between two for a level between them. */
    @Override
    public int levelValue(LogEvent event) {
        long value = (long) LOGSTASH_STEP * Severities.of(level(event.getLevel()));
        return (int) Math.max(LOGSTASH_TRACE, Math.min(LOGSTASH_MOST, value));
    }

    @Override
    public int syslogSeverity(LogEvent event) {
        return Severity.getSeverity(level(event.getLevel())).getCode();
    }

    /** Returns OFF for an event without a level, as Log4j does. */
    private static Level level(@Nullable Level level) {
        return level == null ? Level.OFF : level;
    }

    @Override
    public @Nullable String loggerName(LogEvent event) {
        return event.getLoggerName();
    }

    @Override
    public @Nullable String threadName(LogEvent event) {
        return event.getThreadName();
    }

    @Override
    public @Nullable CharSequence message(LogEvent event, Scratch scratch) {
        Message message = event.getMessage();
        if (message instanceof MapMessage<?, ?> map && map.getData().get(MESSAGE) instanceof String text) {
            return text;
        }
        if (message instanceof StringBuilderFormattable formattable) {
            formattable.formatTo(scratch.text());
            return scratch.text();
        }
        return message == null ? null : message.getFormattedMessage();
    }

    @Override
    public @Nullable Throwable throwable(LogEvent event) {
        return event.getThrown();
    }

    @Override
    public @Nullable StackTraceElement caller(LogEvent event) {
        return event.getSource();
    }

    @Override
    public <S> void keyValuePairs(LogEvent event, FieldConsumer<S> consumer, S state) {
        if (event.getMessage() instanceof MapMessage<?, ?> map) {
            for (Map.Entry<String, ?> entry : map.getData().entrySet()) {
                if (!(entry.getKey().equals(MESSAGE) && entry.getValue() instanceof String)) {
                    consumer.accept(entry.getKey(), entry.getValue(), state);
                }
            }
        }
    }

    @Override
    public <S> void mdc(LogEvent event, FieldConsumer<S> consumer, S state) {
        ReadOnlyStringMap context = event.getContextData();
        if (context != null && !context.isEmpty()) {
            context.forEach(entries(consumer), state);
        }
    }

    @SuppressWarnings("unchecked") // an adapter for this very consumer takes what this consumer takes
    private <S> Entries<S> entries(FieldConsumer<S> consumer) {
        Entries<?> last = entries;
        if (last != null && last.consumer == consumer) {
            return (Entries<S>) last;
        }
        Entries<S> made = new Entries<>(consumer);
        entries = made;
        return made;
    }

    @Override
    public <S> void context(LogEvent event, FieldConsumer<S> consumer, S state) {
        properties.forEach((name, value) -> consumer.accept(name, value, state));
    }

    /** Passes on the stack of the thread context, then the marker and its parents. */
    @Override
    public <S> void markers(LogEvent event, BiConsumer<String, S> consumer, S state) {
        ThreadContext.ContextStack stack = event.getContextStack();
        if (stack != null && stack.getDepth() > 0) {
            List<String> entries = stack.asList();
            for (int i = 0; i < entries.size(); i++) {
                String entry = entries.get(i);
                if (entry != null) {
                    consumer.accept(entry, state);
                }
            }
        }
        Marker marker = event.getMarker();
        if (marker != null && marker.hasParents()) {
            Set<String> names = new LinkedHashSet<>();
            addWithParents(marker, names, 0);
            names.forEach(name -> consumer.accept(name, state));
        } else if (marker != null) {
            consumer.accept(marker.getName(), state);
        }
    }

    /** Adds the names of a marker and its parents, each once. Log4j knows markers by their names. */
    private static void addWithParents(Marker marker, Set<String> names, int depth) {
        if (depth < DEEPEST && names.size() < MOST_MARKERS && names.add(marker.getName()) && marker.hasParents()) {
            for (Marker parent : marker.getParents()) {
                addWithParents(parent, names, depth + 1);
            }
        }
    }
}
