// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.text.KnownMessages;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Templates;
import io.github.gas4j.core.internal.text.TextWriter;
import io.github.gas4j.logback.internal.encoding.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message, with its arguments if there are any.
 *
 * <p>Thread-safe: immutable but for the cache, which is thread-safe.
 */
final class MessagePiece extends ConverterPiece {
    private static final TextWriter AS_IT_IS =
            (text, scratch) -> scratch.bytes().append(text);

    private final Templates templates = new Templates(AS_IT_IS);
    private final KnownMessages messages = new KnownMessages(AS_IT_IS);

    MessagePiece(Converter<ILoggingEvent> converter, String literals) {
        super(converter, literals);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        @Nullable Object[] arguments = Arguments.of(event);
        if (arguments != null && templates.append(event.getMessage(), arguments, scratch)) {
            return appendLiterals(scratch.bytes());
        }
        String message = String.valueOf(event.getFormattedMessage());
        return arguments == null && messages.append(message, scratch)
                ? appendLiterals(scratch.bytes())
                : append(message, scratch.bytes());
    }
}
