// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Templates;
import io.github.gas4j.logback.internal.encoding.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message, with its arguments if there are any.
 *
 * <p>Thread-safe: immutable but for the cache, which is thread-safe.
 */
final class MessagePiece extends ConverterPiece {
    private final Templates templates =
            new Templates((text, scratch) -> scratch.bytes().append(text));

    MessagePiece(Converter<ILoggingEvent> converter, String literals) {
        super(converter, literals);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        @Nullable Object[] arguments = Arguments.of(event);
        if (arguments != null && templates.append(event.getMessage(), arguments, scratch)) {
            return appendLiterals(scratch.bytes());
        }
        return append(String.valueOf(event.getFormattedMessage()), scratch.bytes());
    }
}
