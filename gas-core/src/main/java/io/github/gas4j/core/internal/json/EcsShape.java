// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The fields of Elastic's ecs-logging libraries, with version 1.2.0 of the Elastic Common Schema (ecs-logging specification:
 * the time, the level and the message come first).
 *
 * <p>Thread-safe: immutable but for its caches.
 */
final class EcsShape<E, T> extends Shape<E, T> {
    private static final byte[] LINE = ascii(",\"file.line\":");

    private final ThrowableReader<T, ?> throwables;
    private final byte @Nullable [] timestamp = key("@timestamp");
    private final @Nullable NameCache level = names("log.level");
    private final byte @Nullable [] message = key("message");
    private final byte[] version = constant("ecs.version", "\"1.2.0\"");
    private final byte[] serviceName = constant("service.name");
    private final byte[] serviceVersion = constant("service.version");
    private final byte[] serviceEnvironment = constant("service.environment");
    private final byte[] eventDataset = constant("event.dataset");
    private final @Nullable NameCache thread = names("process.thread.name");
    private final @Nullable NameCache logger = loggers("log.logger");
    private final byte @Nullable [] origin = key("log.origin");
    private final @Nullable NameCache file = names(ascii("{\"file.name\":"));
    private final @Nullable NameCache method = names(ascii(",\"function\":"));
    private final byte @Nullable [] errorType = key("error.type");
    private final byte @Nullable [] errorMessage = key("error.message");
    private final byte @Nullable [] errorTrace = key("error.stack_trace");

    EcsShape(JsonOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables, Cut cut) {
        super(options, reader, throwables, cut, new Special("tags", "event.id"));
        this.throwables = throwables;
    }

    @Override
    void fields(E event, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        time(timestamp, event, scratch);
        name(level, reader.level(event), scratch);
        message(message, event, "null", null, scratch);
        out.append(version);
        out.append(serviceName);
        out.append(serviceVersion);
        out.append(serviceEnvironment);
        out.append(eventDataset);
        name(thread, reader.threadName(event), scratch);
        name(logger, reader.loggerName(event), scratch);
        StackTraceElement caller = caller(event);
        if (caller != null && origin != null) {
            out.append(origin);
            origin(caller, scratch);
        }
        T throwable = reader.throwable(event);
        if (throwable != null) {
            error(throwable, scratch);
        }
    }

    private void origin(StackTraceElement caller, Scratch scratch) {
        String name = caller.getFileName();
        name(file, name == null ? "" : name, scratch);
        name(method, caller.getMethodName(), scratch);
        number(LINE, caller.getLineNumber(), scratch);
        scratch.bytes().append((byte) '}');
    }

    private void error(T throwable, Scratch scratch) {
        if (errorType != null) {
            scratch.bytes().append(errorType);
            text.string(throwables.className(throwable), scratch);
        }
        String told = errorMessage == null ? null : messageOf(throwable);
        if (errorMessage != null && told != null) {
            scratch.bytes().append(errorMessage);
            text.string(told, scratch);
        }
        trace(errorTrace, throwable, scratch);
    }

    private @Nullable String messageOf(T throwable) {
        try {
            return throwables.message(throwable);
        } catch (Throwable failed) {
            return Notes.failed("getMessage()", failed);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
