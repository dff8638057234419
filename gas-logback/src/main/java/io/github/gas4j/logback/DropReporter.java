// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Context;
import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasListener;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Listens to a client. Makes the events that report drops in the stream, and passes everything else on to the appender through
 * which the client speaks at present. Such an event goes to the encoder only, past the filters.
 *
 * <p>Used by the client's thread. Immutable.
 */
final class DropReporter implements GasListener {
    private static final String LOGGER = "io.github.gas4j";

    private final String client;
    private final @Nullable Context context;
    private final Supplier<Member> speaker;
    private final Runnable atEnd;

    /**
     * Creates a listener.
     *
     * @param client the client's name
     * @param speaker tells the appender, because a reload brings another one
     * @param atEnd called when the client has ended
     */
    DropReporter(String client, @Nullable Context context, Supplier<Member> speaker, Runnable atEnd) {
        this.client = client;
        this.context = context;
        this.speaker = speaker;
        this.atEnd = atEnd;
    }

    @Override
    public void stateChanged(ConnectionState from, ConnectionState to) {
        if (to == ConnectionState.CLOSED) {
            atEnd.run();
        }
    }

    @Override
    public void warned(String message) {
        speaker.get().reporter().warned(message);
    }

    @Override
    public void alarmed(String message) {
        speaker.get().reporter().alarmed(client, message);
    }

    @Override
    public void failed(String message, Throwable cause) {
        speaker.get().reporter().failed(message, cause);
    }

    @Override
    public void informed(String message) {
        speaker.get().reporter().informed(message);
    }

    /** Returns null if the encoder does. What it throws, the client ignores. */
    @Override
    public byte @Nullable [] reportOf(String message, Map<String, Object> values) {
        return speaker.get().encoder().encode(event(message, values));
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
