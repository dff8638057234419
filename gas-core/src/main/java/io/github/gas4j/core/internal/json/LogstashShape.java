// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of logstash-logback-encoder 9.
 *
 * <p>Thread-safe: immutable but for its caches.
 */
final class LogstashShape<E, T> extends Shape<E, T> {
    /** A power of two that is greater than the number of usual levels. */
    private static final int LEVELS = 16;

    private final byte @Nullable [] timestamp = key("@timestamp");
    private final byte[] version = constant("@version", "\"1\"");
    private final byte @Nullable [] message = key("message");
    private final @Nullable NameCache logger = loggers("logger_name");
    private final @Nullable NameCache thread = names("thread_name");
    private final @Nullable Level[] levels = new @Nullable Level[LEVELS];
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
        level(reader.level(event), reader.levelValue(event), scratch);
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

    /** A level's two fields. Immutable: nobody writes to the array. */
    private static final class Level {
        private final String name;
        private final int value;
        private final byte[] fields;

        Level(String name, int value, byte[] fields) {
            this.name = name;
            this.value = value;
            this.fields = fields;
        }
    }

    private void level(String name, int value, Scratch scratch) {
        int slot = (name.hashCode() ^ name.hashCode() >>> 4) & (LEVELS - 1);
        Level known = levels[slot];
        if (known == null || known.value != value || !known.name.equals(name)) {
            known = new Level(name, value, fields(name, value, scratch));
            levels[slot] = known;
        }
        scratch.bytes().append(known.fields);
    }

    /** Returns the fields of a level. Uses the end of the scratch's bytes, and leaves them as they were. */
    private byte[] fields(String name, int value, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        name(level, name, scratch);
        number(levelValue, value, scratch);
        byte[] fields = Arrays.copyOfRange(out.array(), start, out.length());
        out.truncate(start);
        return fields;
    }
}
