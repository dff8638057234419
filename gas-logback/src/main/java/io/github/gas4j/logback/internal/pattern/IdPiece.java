// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;

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
        Utf8Buffer bytes = scratch.bytes();
        int start = bytes.length();
        EventIds.next(bytes);
        bytes.addPlain(bytes.length() - start);
        return appendLiterals(bytes);
    }
}
