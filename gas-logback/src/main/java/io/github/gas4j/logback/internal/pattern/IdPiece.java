// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.core.internal.text.Scratch;

/**
 * Writes the id of {@code %eventId}, neither padded nor cut, without a string.
 *
 * <p>Thread-safe, as ids are.
 */
final class IdPiece extends ConverterPiece {
    IdPiece(Converter<ILoggingEvent> converter, String literals) {
        super(converter, literals);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        EventIds.next(scratch.bytes());
        return appendLiterals(scratch.bytes());
    }
}
