// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import io.github.gas4j.logback.internal.pattern.PatternCompiler;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Finds the way into memory that GAS's appender takes for an encoder. Stateless. */
final class DirectEncoders {
    private static final String OURS = "io.github.gas4j.logback.";

    private DirectEncoders() {}

    /** Returns null for a library's encoder; the system property {@code bench.compiled} lets a pattern be compiled. */
    static @Nullable DirectEncoder<ILoggingEvent> of(Encoder<ILoggingEvent> encoder) throws IOException {
        if (encoder.getClass().getName().startsWith(OURS)) {
            return own(encoder);
        }
        if (!Boolean.getBoolean("bench.compiled")) {
            return null;
        }
        PatternCompiler.Result result = PatternCompiler.compile(encoder, true);
        if (result.pattern() == null) {
            throw new IOException(result.report());
        }
        return result.pattern();
    }

    /** By reflection: the way is the appender's, not for users. */
    @SuppressWarnings("unchecked") // GAS's encoders encode Logback's events
    private static DirectEncoder<ILoggingEvent> own(Encoder<ILoggingEvent> encoder) throws IOException {
        try {
            Method direct = encoder.getClass().getDeclaredMethod("direct");
            direct.setAccessible(true);
            return (DirectEncoder<ILoggingEvent>) direct.invoke(encoder);
        } catch (ReflectiveOperationException failed) {
            throw new IOException(failed);
        }
    }
}
