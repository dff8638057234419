// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;

/**
 * Text that is the same in all events.
 *
 * <p>Thread-safe: immutable.
 */
final class LiteralPiece extends Piece {
    private final String literal;
    private final byte[] bytes;
    private final int plain;
    private final char openEnd;

    LiteralPiece(String literal) {
        this.literal = literal;
        bytes = literal.getBytes(StandardCharsets.UTF_8);
        plain = PlainBytes.count(bytes);
        openEnd = openEnd(literal);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        scratch.bytes().append(bytes, plain);
        return openEnd;
    }

    @Override
    void write(ILoggingEvent event, StringBuilder text) {
        text.append(literal);
    }
}
