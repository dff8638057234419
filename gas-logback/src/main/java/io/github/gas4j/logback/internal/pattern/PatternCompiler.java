// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.DateConverter;
import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.FormattingConverter;
import ch.qos.logback.core.pattern.LiteralConverter;
import ch.qos.logback.core.spi.ScanException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the pattern of Logback's {@code PatternLayoutEncoder}. Only what is of exactly Logback's class is replaced,
 * because a subclass may do something else, such as mask secrets.
 *
 * <p>Confined to the thread that compiles.
 */
public final class PatternCompiler {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literals = new StringBuilder();
    private @Nullable Converter<ILoggingEvent> open;

    private PatternCompiler() {}

    /**
     * What has come of an encoder. Immutable.
     *
     * @param pattern null if the encoder is left as it is
     * @param report says which and why, in one line; null if the encoder has no layout at all
     */
    public record Result(
            @Nullable CompiledPattern pattern, @Nullable String report) {}

    /** Compiles the pattern of a started encoder, if there is one and the bytes are certain to be the same. Throws nothing. */
    public static Result compile(Encoder<ILoggingEvent> encoder) {
        try {
            String reason = reasonAgainst(encoder);
            if (reason != null || !(encoder instanceof PatternLayoutEncoder exact)) {
                return left(encoder, reason);
            }
            PatternLayout layout = (PatternLayout) exact.getLayout();
            List<Converter<ILoggingEvent>> converters = ConverterChain.of(layout);
            return converters == null
                    ? left(encoder, "the pattern has errors")
                    : new Result(
                            new CompiledPattern(exact, layout, new PatternCompiler().pieces(converters)),
                            "compiledPattern: the pattern is compiled to bytes, with the same output");
        } catch (ScanException | RuntimeException | LinkageError failed) {
            return left(encoder, "it could not be compiled: " + failed);
        }
    }

    private static Result left(Encoder<?> encoder, @Nullable String reason) {
        return new Result(
                null,
                encoder instanceof LayoutWrappingEncoder
                        ? "compiledPattern: not used, because " + reason + "; Logback lays out each event"
                        : null);
    }

    private static @Nullable String reasonAgainst(Encoder<?> encoder) {
        if (encoder.getClass() != PatternLayoutEncoder.class) {
            return "the encoder is " + encoder.getClass().getName();
        }
        PatternLayoutEncoder exact = (PatternLayoutEncoder) encoder;
        if (!StandardCharsets.UTF_8.equals(exact.getCharset())) {
            return "the charset is " + exact.getCharset();
        }
        Object layout = exact.getLayout();
        if (layout == null || layout.getClass() != PatternLayout.class) {
            return "the layout is " + (layout == null ? null : layout.getClass().getName());
        }
        return ((PatternLayout) layout).isStarted() ? null : "the pattern has errors";
    }

    private Piece[] pieces(List<Converter<ILoggingEvent>> converters) {
        for (Converter<ILoggingEvent> converter : converters) {
            if (isLiteral(converter)) {
                literals.append(converter.convert(new LoggingEvent()));
            } else {
                close();
                open = converter;
            }
        }
        close();
        return pieces.toArray(new Piece[0]);
    }

    private static boolean isLiteral(Converter<?> converter) {
        return converter.getClass() == LiteralConverter.class
                || (converter.getClass() == LineSeparatorConverter.class && isPlain(converter));
    }

    /** Returns whether Logback neither pads nor cuts what a converter gives. */
    private static boolean isPlain(Converter<?> converter) {
        return converter instanceof FormattingConverter<?> formatting && formatting.getFormattingInfo() == null;
    }

    /** Adds the pieces of the open converter and of the literals that were found behind it. */
    private void close() {
        String text = literals.toString();
        literals.setLength(0);
        Converter<ILoggingEvent> converter = open;
        // Halves of surrogate pairs stay where the pieces before and behind can see them.
        boolean folds = converter != null
                && (text.isEmpty()
                        || !(Character.isSurrogate(text.charAt(0))
                                || Character.isSurrogate(text.charAt(text.length() - 1))));
        if (converter != null) {
            pieces.add(pieceOf(converter, folds ? text : ""));
        }
        if (!folds && !text.isEmpty()) {
            pieces.add(new LiteralPiece(text));
        }
    }

    private static Piece pieceOf(Converter<ILoggingEvent> converter, String literals) {
        Class<?> type = converter.getClass();
        NamePiece.Kind name = NamePiece.Kind.of(converter);
        if (name != null) {
            return new NamePiece(converter, name, literals);
        }
        if (type == DateConverter.class && DatePiece.suits((DateConverter) converter)) {
            return new DatePiece((DateConverter) converter, literals);
        }
        if (!isPlain(converter)) {
            return new ConverterPiece(converter, literals);
        }
        if (type == ThrowableProxyConverter.class && ((ThrowableProxyConverter) converter).getFirstOption() == null) {
            TracePiece piece = new TracePiece((ThrowableProxyConverter) converter, literals);
            if (TraceProof.holds(piece)) {
                return piece;
            }
        }
        return new TextPiece(converter, literals);
    }
}
