// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The encoder of {@code encoding.xml}, called as its appender calls it: GAS's own encoders and a compiled pattern write into
 * memory that is used again, all others return an array. Not thread-safe.
 */
final class LogbackEncoding implements Encoding {
    private static final String CALLER = LogbackEncoding.class.getName();

    private final Logger logger;
    private final Encoder<ILoggingEvent> encoder;
    private final @Nullable DirectEncoder<ILoggingEvent> direct;
    private final Scratch scratch = new Scratch();
    private final Throwable exception = EventKind.exception();
    private int number;
    private LoggingEvent event;

    private LogbackEncoding(
            Logger logger, Encoder<ILoggingEvent> encoder, @Nullable DirectEncoder<ILoggingEvent> direct) {
        this.logger = logger;
        this.encoder = encoder;
        this.direct = direct;
        event = new LoggingEvent(CALLER, logger, Level.INFO, EventKind.MESSAGE, null, null);
    }

    /** Loads the encoder. */
    static Encoding load() throws IOException {
        LoggerContext context = LogbackConfiguration.load();
        LogbackEncodingAppender appender = (LogbackEncodingAppender) Objects.requireNonNull(
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("ENCODING"));
        Encoder<ILoggingEvent> encoder = Objects.requireNonNull(appender.encoder());
        return new LogbackEncoding(
                context.getLogger("com.example.shop.OrderController"), encoder, DirectEncoders.of(encoder));
    }

    @Override
    public void prepare(EventKind kind) {
        MDC.clear();
        if (kind == EventKind.MDC) {
            EventKind.CONTEXT.forEach(MDC::put);
        }
    }

    @Override
    public void makeEvent(EventKind kind, long millis) {
        event = switch (kind) {
            case PLAIN, MDC -> new LoggingEvent(CALLER, logger, Level.INFO, EventKind.MESSAGE, null, null);
            case PARAMETERS ->
                new LoggingEvent(CALLER, logger, Level.INFO, EventKind.TEMPLATE, null, new Object[] {
                    number++, EventKind.USER, EventKind.DURATION
                });
            case EXCEPTION -> new LoggingEvent(CALLER, logger, Level.INFO, EventKind.MESSAGE, exception, null);
        };
        event.setTimeStamp(millis);
    }

    @Override
    public int encode() {
        if (direct != null) {
            scratch.clear();
            direct.encode(event, scratch);
            Consumed.consume(scratch.bytes().array(), scratch.bytes().length());
            return scratch.bytes().length();
        }
        byte[] bytes = encoder.encode(event);
        Consumed.consume(bytes, bytes.length);
        return bytes.length;
    }
}
