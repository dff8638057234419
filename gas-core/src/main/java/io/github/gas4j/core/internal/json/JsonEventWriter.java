// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.text.Scratch;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes events as lines of JSON.
 *
 * <p>An event that is longer than {@code maxLength} is written again with shorter and shorter texts until it fits, at last
 * without the fields that the application has added.
 *
 * <p>Thread-safe: immutable but for its caches. An event that is logged while another is being written needs a
 * {@link Scratch} of its own.
 *
 * @param <E> the type of events
 * @param <T> the type of throwables in them
 */
public final class JsonEventWriter<E, T> {
    /** The bytes that texts have at least. */
    private static final int SHORTEST_TEXT = 16;

    /** How much shorter the texts become each time. */
    private static final int SHORTER = 4;

    private final JsonOptions options;
    private final EventReader<E, T> reader;
    private final ThrowableReader<T, ?> throwables;
    private final Shape<E, T> whole;
    private final List<Shape<E, T>> shorter = new ArrayList<>();

    /** Creates a writer for events and throwables that the readers can read. */
    public JsonEventWriter(JsonOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables) {
        this.options = options;
        this.reader = reader;
        this.throwables = throwables;
        whole = shape(Shape.Cut.NONE);
        if (options.maxLength() < Integer.MAX_VALUE) {
            for (int most = options.maxLength() / 2; most > SHORTEST_TEXT; most /= SHORTER) {
                shorter.add(shape(new Shape.Cut(most, false)));
            }
            shorter.add(shape(new Shape.Cut(SHORTEST_TEXT, true)));
        }
    }

    private Shape<E, T> shape(Shape.Cut cut) {
        return switch (options.format()) {
            case LOGSTASH -> new LogstashShape<>(options, reader, throwables, cut);
            case ECS -> new EcsShape<>(options, reader, throwables, cut);
            case GELF -> new GelfShape<>(options, reader, throwables, cut);
        };
    }

    /** Returns the options that this was created with. */
    public JsonOptions options() {
        return options;
    }

    /** Appends an event and a newline to the scratch's bytes. */
    public void write(E event, Scratch scratch) {
        int start = scratch.bytes().length();
        int plain = scratch.bytes().plain();
        whole.write(event, scratch);
        int longest = options.maxLength();
        for (int i = 0; i < shorter.size() && scratch.bytes().length() - start - 1 > longest; i++) {
            scratch.bytes().truncate(start);
            scratch.names().clear();
            scratch.text().setLength(0);
            shorter.get(i).write(event, scratch);
        }
        // texts are escaped, so the only control character is the newline at the end
        scratch.bytes().setPlain(plain + scratch.bytes().length() - start - 1);
    }
}
