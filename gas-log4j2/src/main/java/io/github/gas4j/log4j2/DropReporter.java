// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasListener;
import io.github.gas4j.log4j2.internal.encoding.EncodingBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events that report drops in the stream, and passes everything else on to a {@link StatusReporter}. Such an
 * event goes to the layout only, past the filters.
 *
 * <p>Used by the client's thread. Immutable.
 */
final class DropReporter implements GasListener {
    private static final String LOGGER = "io.github.gas4j";

    private final StatusReporter reporter;
    private final Supplier<@Nullable Pipeline> present;

    /**
     * Creates a listener.
     *
     * @param present tells the pipeline in force, because a reload changes the layout
     */
    DropReporter(StatusReporter reporter, Supplier<@Nullable Pipeline> present) {
        this.reporter = reporter;
        this.present = present;
    }

    @Override
    public void warned(String message) {
        reporter.warned(message);
    }

    @Override
    public void alarmed(String message) {
        reporter.alarmed(message);
    }

    @Override
    public void failed(String message, Throwable cause) {
        reporter.failed(message, cause);
    }

    @Override
    public void informed(String message) {
        reporter.informed(message);
    }

    /** Returns null before the client is in use. What the layout throws, the client ignores. */
    @Override
    public byte @Nullable [] reportOf(String message, Map<String, Object> values) {
        Pipeline pipeline = present.get();
        if (pipeline == null) {
            return null;
        }
        EncodingBuffer bytes =
                new EncodingBuffer(); // not from an appender's pool, because the client may outlive appenders
        pipeline.encoder().encode(event(message, values), bytes);
        return Arrays.copyOf(bytes.array(), bytes.length());
    }

    /** Puts the values into the context data, where layouts of every kind show them. */
    private static LogEvent event(String message, Map<String, Object> values) {
        StringMap data = ContextDataFactory.createContextData(values.size());
        values.forEach(data::putValue);
        return Log4jLogEvent.newBuilder()
                .setLoggerName(LOGGER)
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThreadName(Thread.currentThread().getName())
                .setContextData(data)
                .build();
    }
}
