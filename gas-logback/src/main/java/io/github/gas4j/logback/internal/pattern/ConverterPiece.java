// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes what any converter writes, padded and cut by Logback, and the literals that follow it. The subclasses do the same
 * for a kind of converter, in less time.
 *
 * <p>Thread-safe, because Logback's converters must be.
 */
sealed class ConverterPiece extends Piece permits TextPiece, MessagePiece, NamePiece, DatePiece, TracePiece, IdPiece {
    private final Converter<ILoggingEvent> converter;
    private final String literals;
    private final byte[] suffix;
    private final int plainSuffix;

    /**
     * Creates a piece.
     *
     * @param converter what is written first
     * @param literals what follows in every event; neither begins nor ends with a surrogate; empty for none
     */
    ConverterPiece(Converter<ILoggingEvent> converter, String literals) {
        this.converter = converter;
        this.literals = literals;
        suffix = literals.getBytes(StandardCharsets.UTF_8);
        plainSuffix = PlainBytes.count(suffix);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        StringBuilder text = scratch.text();
        text.setLength(0);
        converter.write(text, event);
        return append(text.toString(), scratch.bytes());
    }

    @Override
    final void write(ILoggingEvent event, StringBuilder text) {
        converter.write(text, event);
        text.append(literals);
    }

    final Converter<ILoggingEvent> converter() {
        return converter;
    }

    /** Returns what the piece writes of an event, as a text with the literals. */
    final String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        write(event, text);
        return text.toString();
    }

    /** Appends a text that this event alone has, and the literals. Returns the text's open end. */
    final char append(String text, Utf8Buffer bytes) {
        bytes.append(text);
        return suffix.length == 0 ? openEnd(text) : appendLiterals(bytes);
    }

    /** Appends the literals. */
    final char appendLiterals(Utf8Buffer bytes) {
        bytes.append(suffix, plainSuffix);
        return CLOSED;
    }
}
