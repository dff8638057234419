// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.pattern.DynamicConverter;
import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes encoders and compiled patterns in a context of their own. */
final class Encoders {
    final LoggerContext context = new LoggerContext();
    final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final Map<String, Supplier<?>> words = new HashMap<>();

    Encoders() {
        context.setMDCAdapter(mdc);
        context.setName("test");
        context.putProperty("k", "v\u00e4lue");
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, words);
    }

    /** Registers a conversion word, as {@code <conversionRule>} does. */
    Encoders word(String word, Supplier<DynamicConverter<ILoggingEvent>> converter) {
        words.put(word, converter);
        return this;
    }

    /** Returns Logback's encoder of a pattern, started. */
    PatternLayoutEncoder encoder(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    /** Returns the compiled form of an encoder, which must have one. */
    static CompiledPattern compiled(PatternLayoutEncoder encoder) {
        PatternCompiler.Result result = PatternCompiler.compile(encoder, true);
        return Objects.requireNonNull(result.pattern(), result.report());
    }

    /** Returns the compiled form of a pattern, which must have one. */
    CompiledPattern compiled(String pattern) {
        return compiled(encoder(pattern));
    }

    static byte[] encode(CompiledPattern pattern, ILoggingEvent event, Scratch scratch) {
        scratch.clear();
        pattern.encode(event, scratch);
        byte[] bytes = Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
        assertThat(scratch.bytes().plain()).as("bytes that are plain").isLessThanOrEqualTo(PlainBytes.count(bytes));
        return bytes;
    }

    /** Returns an event of a logger of the context. */
    LoggingEvent event(String message, @Nullable Throwable thrown) {
        return new LoggingEvent(
                Encoders.class.getName(), context.getLogger("a.Logger"), Level.INFO, message, thrown, null);
    }

    static String text(CompiledPattern pattern, ILoggingEvent event) {
        return new String(encode(pattern, event, new Scratch()), StandardCharsets.UTF_8);
    }
}
