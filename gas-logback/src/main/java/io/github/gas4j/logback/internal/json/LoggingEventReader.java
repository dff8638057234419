// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.json;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.net.SyslogConstants;
import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.FieldConsumer;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.logback.internal.encoding.Arguments;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Reads Logback's events, whatever class they have.
 *
 * <p>Thread-safe: immutable.
 */
public final class LoggingEventReader implements EventReader<ILoggingEvent, IThrowableProxy> {
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    /** How deep markers may refer to each other. */
    private static final int DEEPEST_MARKER = 16;
    /** How many names a marker gives, those that it refers to included. */
    private static final int MOST_MARKERS = 256;

    private final @Nullable Layout<ILoggingEvent> layout;

    /** Creates a reader. */
    public LoggingEventReader() {
        this(null);
    }

    /**
     * Creates a reader that takes the message from a layout.
     *
     * @param layout writes the throwable into the message, too; null for the event's own message and throwable
     */
    public LoggingEventReader(@Nullable Layout<ILoggingEvent> layout) {
        this.layout = layout;
    }

    @Override
    public long epochSecond(ILoggingEvent event) {
        return Math.floorDiv(event.getTimeStamp(), MILLIS_PER_SECOND);
    }

    @Override
    public int nanoOfSecond(ILoggingEvent event) {
        int nanos = event.getNanoseconds(); // negative if the event knows only milliseconds
        return nanos >= 0 ? nanos : Math.floorMod(event.getTimeStamp(), MILLIS_PER_SECOND) * NANOS_PER_MILLI;
    }

    @Override
    public String level(ILoggingEvent event) {
        return levelOf(event).levelStr;
    }

    @Override
    public int levelValue(ILoggingEvent event) {
        return levelOf(event).levelInt;
    }

    /** Returns the severity by the level's number: Logback's own conversion refuses OFF and ALL. */
    @Override
    public int syslogSeverity(ILoggingEvent event) {
        int level = levelOf(event).levelInt;
        if (level >= Level.ERROR_INT) {
            return SyslogConstants.ERROR_SEVERITY;
        }
        if (level >= Level.WARN_INT) {
            return SyslogConstants.WARNING_SEVERITY;
        }
        return level >= Level.INFO_INT ? SyslogConstants.INFO_SEVERITY : SyslogConstants.DEBUG_SEVERITY;
    }

    /** Returns OFF for an event without a level, so that the event is not lost. */
    private static Level levelOf(ILoggingEvent event) {
        Level level = event.getLevel();
        return level == null ? Level.OFF : level;
    }

    @Override
    public @Nullable String loggerName(ILoggingEvent event) {
        return event.getLoggerName();
    }

    @Override
    public @Nullable String threadName(ILoggingEvent event) {
        return event.getThreadName();
    }

    @Override
    public @Nullable CharSequence message(ILoggingEvent event, Scratch scratch) {
        return layout == null ? event.getFormattedMessage() : layout.doLayout(event);
    }

    @Override
    public @Nullable Object @Nullable [] arguments(ILoggingEvent event) {
        return layout == null ? Arguments.of(event) : null;
    }

    @Override
    public String template(ILoggingEvent event) {
        return event.getMessage();
    }

    @Override
    public @Nullable IThrowableProxy throwable(ILoggingEvent event) {
        return layout == null ? event.getThrowableProxy() : null;
    }

    @Override
    public @Nullable StackTraceElement caller(ILoggingEvent event) {
        StackTraceElement[] callers = event.getCallerData();
        return callers == null || callers.length == 0 ? null : callers[0];
    }

    @Override
    public <S> void keyValuePairs(ILoggingEvent event, FieldConsumer<S> consumer, S state) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                consumer.accept(pair.key, pair.value, state);
            }
        }
    }

    @Override
    public <S> void mdc(ILoggingEvent event, FieldConsumer<S> consumer, S state) {
        pass(event.getMDCPropertyMap(), consumer, state);
    }

    @Override
    public <S> void context(ILoggingEvent event, FieldConsumer<S> consumer, S state) {
        LoggerContextVO context = event.getLoggerContextVO();
        if (context != null) {
            pass(context.getPropertyMap(), consumer, state);
        }
    }

    private static <S> void pass(@Nullable Map<String, String> fields, FieldConsumer<S> consumer, S state) {
        if (fields != null && !fields.isEmpty()) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                consumer.accept(field.getKey(), field.getValue(), state);
            }
        }
    }

    @Override
    public <S> void markers(ILoggingEvent event, BiConsumer<String, S> consumer, S state) {
        List<Marker> markers = event.getMarkerList();
        if (markers == null) {
            return;
        }
        for (Marker marker : markers) {
            if (marker != null && marker.hasReferences()) {
                for (Marker each : withReferences(marker)) {
                    consumer.accept(String.valueOf(each.getName()), state);
                }
            } else if (marker != null) {
                consumer.accept(String.valueOf(marker.getName()), state);
            }
        }
    }

    /** Returns a marker and those that it refers to, each once, and each before those that it refers to itself. */
    private static Set<Marker> withReferences(Marker marker) {
        Set<Marker> all = new LinkedHashSet<>();
        addWithReferences(marker, 0, all);
        return all;
    }

    private static void addWithReferences(@Nullable Marker marker, int depth, Set<Marker> all) {
        if (marker == null || depth > DEEPEST_MARKER || all.size() >= MOST_MARKERS || !all.add(marker)) {
            return;
        }
        for (Iterator<Marker> references = marker.iterator(); references.hasNext(); ) {
            addWithReferences(references.next(), depth + 1, all);
        }
    }
}
