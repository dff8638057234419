// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Scratch;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a framework's events. What it iterates over it hands on one by one with a state, so that nothing has to be
 * allocated.
 *
 * <p>Implementations are thread-safe. What they throw becomes a note in the event, or ends the encoding if not even that
 * is possible.
 *
 * @param <E> the type of events
 * @param <T> the type of throwables in them
 */
public interface EventReader<E, T> {
    /** Returns the whole seconds since 1970, rounded down. */
    long epochSecond(E event);

    /** Returns the nanoseconds since the beginning of the second, from 0 to 999,999,999. */
    int nanoOfSecond(E event);

    /** Returns the name of the level, always the same object for the same level. */
    String level(E event);

    /** Returns the number of the level, as LOGSTASH writes it: 5000 for TRACE, 10000 for DEBUG and so on. */
    int levelValue(E event);

    /** Returns the severity of syslog: 3 for errors, 4 for warnings, 6 for INFO, 7 for what is below. */
    int syslogSeverity(E event);

    @Nullable
    String loggerName(E event);

    @Nullable
    String threadName(E event);

    /**
     * Returns the message with its arguments.
     *
     * @param scratch its {@link Scratch#text()}, which is empty, may be used and returned
     */
    @Nullable
    CharSequence message(E event, Scratch scratch);

    /** Returns the message's arguments if SLF4J would still have to put them into its template; otherwise null. */
    default @Nullable Object @Nullable [] arguments(E event) {
        return null;
    }

    /** Returns the message's template. Called only for an event that has given its arguments. */
    default String template(E event) {
        throw new UnsupportedOperationException();
    }

    @Nullable
    T throwable(E event);

    /** Returns where the logging call stands, or null if that is not known. */
    @Nullable
    StackTraceElement caller(E event);

    /** Passes on the key-value pairs of the event. */
    <S> void keyValuePairs(E event, FieldConsumer<S> consumer, S state);

    /** Passes on the entries of the MDC. */
    <S> void mdc(E event, FieldConsumer<S> consumer, S state);

    /** Passes on the properties of the logger context. */
    <S> void context(E event, FieldConsumer<S> consumer, S state);

    /** Passes on the names of the event's markers, each before those that it refers to. */
    <S> void markers(E event, BiConsumer<String, S> consumer, S state);
}
