// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/** The floor of encoding on Logback: encodes on the calling thread and forgets. Thread-safe, but for the setter. */
public final class LogbackEncodingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private @Nullable Encoder<ILoggingEvent> encoder;

    /** Makes an appender without an encoder. */
    public LogbackEncodingAppender() {}

    /** Sets {@code encoder}. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /** Returns the encoder. */
    @Nullable
    Encoder<ILoggingEvent> encoder() {
        return encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (encoder != null) {
            byte[] bytes = encoder.encode(event);
            Consumed.consume(bytes, bytes.length);
        }
    }
}
