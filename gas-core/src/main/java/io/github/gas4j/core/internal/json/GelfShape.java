// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.text.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * The fields of GELF 1.1. Additional fields begin with an underscore and are numbers or strings.
 *
 * <p>Thread-safe: immutable but for its caches.
 */
final class GelfShape<E, T> extends Shape<E, T> {
    /** Graylog drops an event with a blank message. */
    private static final String BLANK = "-";

    private final byte[] version = constant("version", "\"1.1\"");
    private final byte[] host = constant("host");
    private final byte @Nullable [] shortMessage = key("short_message");
    private final byte @Nullable [] fullMessage = key("full_message");
    private final byte @Nullable [] timestamp = key("timestamp");
    private final byte @Nullable [] level = key("level");
    private final @Nullable NameCache levelName = names("_level_name");
    private final @Nullable NameCache logger = loggers("_logger_name");
    private final @Nullable NameCache thread = names("_thread_name");
    private final @Nullable NameCache callerClass = names("_source_class_name");
    private final @Nullable NameCache callerMethod = names("_source_method_name");
    private final @Nullable NameCache callerFile = names("_source_file_name");
    private final byte @Nullable [] callerLine = key("_source_line_number");

    GelfShape(JsonOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables, Cut cut) {
        super(options, reader, throwables, cut, new Special("_marker", "_event_id"));
    }

    @Override
    void fields(E event, Scratch scratch) {
        scratch.bytes().append(version);
        scratch.bytes().append(host);
        message(shortMessage, event, BLANK, BLANK, scratch);
        T throwable = reader.throwable(event);
        if (throwable != null) {
            trace(fullMessage, throwable, scratch);
        }
        time(timestamp, event, scratch);
        number(level, reader.syslogSeverity(event), scratch);
        name(levelName, reader.level(event), scratch);
        name(logger, reader.loggerName(event), scratch);
        name(thread, reader.threadName(event), scratch);
        StackTraceElement caller = caller(event);
        if (caller != null) {
            name(callerClass, caller.getClassName(), scratch);
            name(callerMethod, caller.getMethodName(), scratch);
            name(callerFile, caller.getFileName(), scratch);
            number(callerLine, caller.getLineNumber(), scratch);
        }
    }
}
