// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.text.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * The fields of logstash-logback-encoder 9.
 *
 * <p>Thread-safe: immutable but for its caches.
 */
final class LogstashShape<E, T> extends Shape<E, T> {
    private final byte @Nullable [] timestamp = key("@timestamp");
    private final byte[] version = constant("@version", "\"1\"");
    private final byte @Nullable [] message = key("message");
    private final @Nullable NameCache logger = loggers("logger_name");
    private final @Nullable NameCache thread = names("thread_name");
    private final @Nullable NameCache level = names("level");
    private final byte @Nullable [] levelValue = key("level_value");
    private final @Nullable NameCache callerClass = names("caller_class_name");
    private final @Nullable NameCache callerMethod = names("caller_method_name");
    private final @Nullable NameCache callerFile = names("caller_file_name");
    private final byte @Nullable [] callerLine = key("caller_line_number");
    private final byte @Nullable [] stackTrace = key("stack_trace");

    LogstashShape(JsonOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables, Cut cut) {
        super(options, reader, throwables, cut, new Special("tags", "event_id"));
    }

    @Override
    void fields(E event, Scratch scratch) {
        time(timestamp, event, scratch);
        scratch.bytes().append(version);
        message(message, event, null, null, scratch);
        name(logger, reader.loggerName(event), scratch);
        name(thread, reader.threadName(event), scratch);
        name(level, reader.level(event), scratch);
        number(levelValue, reader.levelValue(event), scratch);
        StackTraceElement caller = caller(event);
        if (caller != null) {
            name(callerClass, caller.getClassName(), scratch);
            name(callerMethod, caller.getMethodName(), scratch);
            name(callerFile, caller.getFileName(), scratch);
            number(callerLine, caller.getLineNumber(), scratch);
        }
        T throwable = reader.throwable(event);
        if (throwable != null) {
            trace(stackTrace, throwable, scratch);
        }
    }
}
