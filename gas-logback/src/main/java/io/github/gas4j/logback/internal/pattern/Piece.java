// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;

/**
 * A part of a compiled pattern: writes what one or more of Logback's converters write.
 *
 * <p>Thread-safe: any number of threads write at the same time, each to memory of its own.
 */
abstract sealed class Piece permits LiteralPiece, ConverterPiece {
    /** The end of a text without a half of a surrogate pair. */
    static final char CLOSED = 0;

    /**
     * Appends the event's bytes.
     *
     * @return the high surrogate that the text ends with, which is a {@code ?} in the bytes; {@link #CLOSED} otherwise. It
     *     makes a character with the low surrogate that the next piece may begin with
     */
    abstract char write(ILoggingEvent event, Scratch scratch);

    /** Appends the same as text, exactly as Logback does. */
    abstract void write(ILoggingEvent event, StringBuilder text);

    /** Returns the high surrogate that a text ends with, or {@link #CLOSED}. */
    static char openEnd(String text) {
        char last = text.isEmpty() ? CLOSED : text.charAt(text.length() - 1);
        return Character.isHighSurrogate(last) ? last : CLOSED;
    }
}
