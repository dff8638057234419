// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A pattern that writes the bytes of its encoder without the text in between. If somebody has started the encoder again
 * or changed its charset or pattern since, the encoder itself is used.
 *
 * <p>Thread-safe: immutable, with pieces that are thread-safe.
 */
public final class CompiledPattern implements DirectEncoder<ILoggingEvent> {
    private final PatternLayoutEncoder encoder;
    private final PatternLayout layout;
    private final String pattern;
    private final Piece[] pieces;

    CompiledPattern(PatternLayoutEncoder encoder, PatternLayout layout, Piece[] pieces) {
        this.encoder = encoder;
        this.layout = layout;
        this.pieces = pieces;
        pattern = layout.getPattern();
    }

    /** Writes an event. Throws whatever the encoder would throw. */
    @Override
    public void encode(ILoggingEvent event, Scratch scratch) {
        if (!isCurrent()) {
            scratch.bytes().append(encoder.encode(event));
            return;
        }
        for (int i = 0; i < pieces.length; i++) {
            char openEnd = pieces[i].write(event, scratch);
            if (openEnd != Piece.CLOSED) {
                finish(i + 1, openEnd, event, scratch);
                return;
            }
        }
    }

    /** Returns whether the encoder would still write what the pieces write. A start gives the encoder another layout. */
    @SuppressWarnings("ReferenceEquality") // a changed pattern is another String
    private boolean isCurrent() {
        return encoder.getLayout() == layout
                && layout.isStarted()
                && layout.getPattern() == pattern
                && StandardCharsets.UTF_8.equals(encoder.getCharset());
    }

    /**
     * Writes the rest of an event as one text, behind a high surrogate whose low one may follow in another piece. No
     * converter is called twice, because it may count.
     */
    private void finish(int next, char openEnd, ILoggingEvent event, Scratch scratch) {
        StringBuilder text = scratch.text();
        text.setLength(0);
        text.append(openEnd);
        for (int i = next; i < pieces.length; i++) {
            pieces[i].write(event, text);
        }
        Utf8Buffer bytes = scratch.bytes();
        bytes.truncate(bytes.length() - 1); // the ? that stands for the high surrogate
        bytes.append(text.toString());
    }
}
