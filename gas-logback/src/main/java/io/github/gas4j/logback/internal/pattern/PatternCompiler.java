// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.spi.ScanException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the pattern of Logback's {@code PatternLayoutEncoder}. Encoder and layout must be of exactly Logback's classes,
 * because a subclass may do something else.
 *
 * <p>Thread-safe: stateless.
 */
public final class PatternCompiler {
    private PatternCompiler() {}

    /**
     * What has come of an encoder. Immutable.
     *
     * @param pattern null if the encoder is left as it is
     * @param report says which and why, in one line; null if the encoder has no layout at all
     */
    public record Result(
            @Nullable CompiledPattern pattern, @Nullable String report) {}

    /**
     * Compiles the pattern of an encoder, if it has one and the bytes are certain to be the same. Throws only errors of the JVM.
     *
     * @param encoder started, with its charset
     * @param wanted the option {@code compiledPattern}
     */
    public static Result compile(Encoder<?> encoder, boolean wanted) {
        try {
            String reason = wanted ? reasonAgainst(encoder) : "it is set to false";
            return reason == null ? compile((PatternLayoutEncoder) encoder) : left(encoder, reason);
        } catch (VirtualMachineError failed) {
            throw failed;
        } catch (Throwable failed) { // converters of the application are made and started
            return left(encoder, "it could not be compiled: " + failed);
        }
    }

    private static Result compile(PatternLayoutEncoder encoder) throws ScanException {
        PatternLayout layout = (PatternLayout) encoder.getLayout();
        List<Converter<ILoggingEvent>> converters = ConverterChain.of(layout);
        return converters == null
                ? left(encoder, "the pattern has errors")
                : new Result(
                        new CompiledPattern(encoder, layout, PieceMaker.piecesOf(converters)),
                        "compiledPattern: the pattern is compiled to bytes, with the same output");
    }

    private static Result left(Encoder<?> encoder, String reason) {
        String report = encoder instanceof LayoutWrappingEncoder
                ? "compiledPattern: not used, because " + reason + "; Logback lays out each event"
                : null;
        return new Result(null, report);
    }

    private static @Nullable String reasonAgainst(Encoder<?> encoder) {
        if (encoder.getClass() != PatternLayoutEncoder.class) {
            return "the encoder is " + encoder.getClass().getName();
        }
        PatternLayoutEncoder exact = (PatternLayoutEncoder) encoder;
        if (!StandardCharsets.UTF_8.equals(exact.getCharset())) {
            return "the charset is " + exact.getCharset();
        }
        if (!(exact.getLayout() instanceof PatternLayout layout) || layout.getClass() != PatternLayout.class) {
            return "the layout is not Logback's own";
        }
        return layout.isStarted() ? Processors.reasonAgainst(layout) : "the pattern has errors";
    }
}
