// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.pattern.DateConverter;
import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.FormattingConverter;
import ch.qos.logback.core.pattern.LiteralConverter;
import io.github.gas4j.logback.EventIdConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of a pattern's converters. Only a converter of exactly Logback's class, or of our own, is replaced, because a subclass may do
 * something else, such as mask secrets.
 *
 * <p>Confined to the thread that compiles.
 */
final class PieceMaker {
    private final List<Piece> pieces = new ArrayList<>();
    /** The converter whose piece waits for the literals behind it. */
    private @Nullable Converter<ILoggingEvent> waiting;

    private final StringBuilder literals = new StringBuilder();

    private PieceMaker() {}

    /** Returns the pieces of started converters. */
    static Piece[] piecesOf(List<Converter<ILoggingEvent>> converters) {
        PieceMaker maker = new PieceMaker();
        for (Converter<ILoggingEvent> converter : converters) {
            maker.take(converter);
        }
        maker.addWaiting();
        return maker.pieces.toArray(new Piece[0]);
    }

    private void take(Converter<ILoggingEvent> converter) {
        if (isLiteral(converter)) {
            literals.append(converter.convert(new LoggingEvent()));
        } else {
            addWaiting();
            waiting = converter;
        }
    }

    private static boolean isLiteral(Converter<?> converter) {
        return converter.getClass() == LiteralConverter.class
                || (converter.getClass() == LineSeparatorConverter.class && isPlain(converter));
    }

    /** Returns whether Logback neither pads nor cuts what a converter gives. */
    private static boolean isPlain(Converter<?> converter) {
        return converter instanceof FormattingConverter<?> formatting && formatting.getFormattingInfo() == null;
    }

    /** Adds the pieces of the converter that waits and of the literals behind it. */
    private void addWaiting() {
        String text = literals.toString();
        literals.setLength(0);
        Converter<ILoggingEvent> converter = waiting;
        boolean folds = converter != null && isClosed(text);
        if (converter != null) {
            pieces.add(pieceOf(converter, folds ? text : ""));
        }
        if (!folds && !text.isEmpty()) {
            pieces.add(new LiteralPiece(text));
        }
    }

    /** Returns whether no end of a text can be half of a pair of surrogates. Such a half must be where other pieces see it. */
    private static boolean isClosed(String text) {
        return text.isEmpty()
                || !(Character.isSurrogate(text.charAt(0)) || Character.isSurrogate(text.charAt(text.length() - 1)));
    }

    private static Piece pieceOf(Converter<ILoggingEvent> converter, String literals) {
        NamePiece.Kind name = NamePiece.Kind.of(converter);
        if (name != null) {
            return new NamePiece(converter, name, literals);
        }
        if (converter instanceof DateConverter date
                && date.getClass() == DateConverter.class
                && DatePiece.suits(date)) {
            return new DatePiece(date, literals);
        }
        if (!isPlain(converter)) {
            return new ConverterPiece(converter, literals);
        }
        if (((Converter<?>) converter).getClass() == EventIdConverter.class) {
            return new IdPiece(converter, literals);
        }
        if (((Converter<?>) converter).getClass() == MessageConverter.class) {
            return new MessagePiece(converter, literals);
        }
        if (converter instanceof ThrowableProxyConverter thrown
                && thrown.getClass() == ThrowableProxyConverter.class
                && thrown.getFirstOption() == null) {
            TracePiece piece = new TracePiece(thrown, literals);
            if (TraceProof.holds(piece)) {
                return piece;
            }
        }
        return new TextPiece(converter, literals);
    }
}
