// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Context;
import io.github.gas4j.core.GasListener;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Makes the events that report drops in the stream, and passes everything else on to a {@link StatusReporter}. Such an
 * event goes to the encoder only, past the filters.
 *
 * <p>Used by the client's thread. Immutable.
 */
final class DropReporter implements GasListener {
    private static final String LOGGER = "io.github.gas4j";

    private final StatusReporter statuses;
    private final EventEncoder<ILoggingEvent> encoder;
    private final @Nullable Context context;

    DropReporter(StatusReporter statuses, EventEncoder<ILoggingEvent> encoder, @Nullable Context context) {
        this.statuses = statuses;
        this.encoder = encoder;
        this.context = context;
    }

    @Override
    public void warned(String message) {
        statuses.warned(message);
    }

    @Override
    public void failed(String message, Throwable cause) {
        statuses.failed(message, cause);
    }

    @Override
    public void informed(String message) {
        statuses.informed(message);
    }

    /** Returns null if the encoder does. What it throws, the client ignores. */
    @Override
    public byte @Nullable [] reportOf(String message, Map<String, Object> values) {
        return encoder.encode(event(message, values));
    }

    private LoggingEvent event(String message, Map<String, Object> values) {
        LoggingEvent event = new LoggingEvent();
        if (context instanceof LoggerContext classic) {
            event.setLoggerContext(classic);
            event.setLoggerContextRemoteView(classic.getLoggerContextRemoteView());
        }
        event.setLoggerName(LOGGER);
        event.setLevel(Level.WARN);
        event.setMessage(message);
        event.setThreadName(Thread.currentThread().getName());
        event.setInstant(Instant.now());
        event.setMDCPropertyMap(Map.of());
        event.setCallerData(new StackTraceElement[0]); // no line of the application's code logs this
        values.forEach((name, value) -> event.addKeyValuePair(new KeyValuePair(name, value)));
        return event;
    }
}
