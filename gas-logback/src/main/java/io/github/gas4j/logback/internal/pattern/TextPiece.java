// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.text.Scratch;

/**
 * Writes the text of a converter that is neither padded nor cut, without a copy in between. The converter may be of any
 * class, such as a user's own one that masks the message.
 *
 * <p>Thread-safe, because Logback's converters must be.
 */
final class TextPiece extends ConverterPiece {
    TextPiece(Converter<ILoggingEvent> converter, String literals) {
        super(converter, literals);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        return append(String.valueOf(converter().convert(event)), scratch.bytes());
    }
}
