// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.json;

import io.github.gas4j.core.internal.json.JsonEventWriter;
import io.github.gas4j.core.internal.json.JsonFormat;
import io.github.gas4j.core.internal.json.JsonOptions;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.ScratchPool;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;

/**
 * Writes Log4j's events as lines of JSON, in memory that is used again.
 *
 * <p>Thread-safe: immutable. Each event has memory of its own while it is written, also one that is logged meanwhile by the
 * same thread.
 */
public final class EventJson {
    private final JsonOptions options;
    private final JsonEventWriter<LogEvent, Throwable> writer;
    private final ScratchPool<Scratch> pool = new ScratchPool<>(Scratch::new);

    /**
     * Creates a writer.
     *
     * @param properties what Log4j says of its context, for the option {@code includeContext}
     */
    public EventJson(JsonOptions options, Map<String, String> properties) {
        this.options = options;
        this.writer = new JsonEventWriter<>(options, new LogEventReader(properties), new StackTraceReader());
    }

    public JsonFormat format() {
        return options.format();
    }

    /** Returns whether Log4j has to find out where the logging call stands. */
    public boolean needsCaller() {
        return options.includesCallerData();
    }

    /** Writes an event into an empty scratch. */
    public void write(LogEvent event, Scratch scratch) {
        writer.write(event, scratch);
    }

    /** Writes an event into a destination of Log4j, which locks itself and gets the event at once. */
    public void write(LogEvent event, ByteBufferDestination destination) {
        Scratch scratch = pool.take();
        try {
            writer.write(event, scratch);
            destination.writeBytes(scratch.bytes().array(), 0, scratch.bytes().length());
        } finally {
            pool.giveBack(scratch);
        }
    }

    /** Returns an event in an array of its own. */
    public byte[] bytes(LogEvent event) {
        Scratch scratch = pool.take();
        try {
            writer.write(event, scratch);
            return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
        } finally {
            pool.giveBack(scratch);
        }
    }

    /** Returns an event as a string. */
    public String text(LogEvent event) {
        Scratch scratch = pool.take();
        try {
            writer.write(event, scratch);
            Utf8Buffer bytes = scratch.bytes();
            return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
        } finally {
            pool.giveBack(scratch);
        }
    }
}
