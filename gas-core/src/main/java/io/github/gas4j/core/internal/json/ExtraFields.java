// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.FieldConsumer;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes what applications add to events: key-value pairs, MDC, properties of the context and markers.
 *
 * <p>Each name stands once. The fields of the format and the constant fields win, then key-value pairs, then the MDC, then
 * the context; of two pairs with the same name the first.
 *
 * <p>Thread-safe: immutable but for the cache; the state of an event is in its {@link Scratch}.
 *
 * @param <E> the type of events
 */
final class ExtraFields<E> {
    /** The group of the names of fields that each event has. */
    private static final int ALWAYS = 1;
    /** The group of the names of fields that events with a throwable have. */
    static final int OF_THROWABLES = 1 << 1;
    /** The group of the name of the field that events with markers have. */
    private static final int OF_MARKERS = 1 << 2;

    private static final byte[] BEFORE = {',', '"'};
    private static final byte[] BEHIND_KEY = {'"', ':'};
    private static final byte[] BEHIND_MARKER = {'"'};

    private final EventReader<E, ?> reader;
    private final JsonOptions.Extras wanted;
    private final boolean gelf;
    private final JsonText text;
    private final JsonValue values;
    private final JsonOptions options;
    private final NameCache keys;
    private final NameCache markers;
    private final byte @Nullable [] markersKey;

    private final FieldConsumer<Scratch> field = this::field;
    private final FieldConsumer<Scratch> mdcField;
    private final BiConsumer<String, Scratch> marker = this::marker;
    private final BiConsumer<String, Scratch> markerInText = this::markerInText;

    ExtraFields(EventReader<E, ?> reader, JsonOptions options, JsonText text, byte @Nullable [] markersKey) {
        this.reader = reader;
        this.wanted = options.extras();
        this.gelf = options.format() == JsonFormat.GELF;
        this.text = text;
        this.values = new JsonValue(text);
        this.options = options;
        this.mdcField = wanted.fields().showsWholeMdc() ? field : this::mdcField;
        UnaryOperator<String> shape = gelf ? Names::gelf : Names::whole;
        JsonText whole = new JsonText(JsonText.UNLIMITED);
        this.keys = new NameCache(whole::content, shape, this::groups, BEFORE, BEHIND_KEY);
        this.markers = new NameCache(text::content, UnaryOperator.identity(), BEFORE, BEHIND_MARKER);
        this.markersKey = markersKey;
    }

    /** Appends all fields that are wanted, each with a comma before it. What fails costs no other field. */
    void append(E event, Scratch scratch) {
        if (wanted.fields().keyValuePairs()) {
            try {
                reader.keyValuePairs(event, field, scratch);
            } catch (Throwable failed) {
                note(Notes.failed("pairs", failed), scratch);
            }
        }
        if (wanted.fields().mdc()) {
            try {
                reader.mdc(event, mdcField, scratch);
            } catch (Throwable failed) {
                note(Notes.failed("MDC", failed), scratch);
            }
        }
        if (wanted.context()) {
            try {
                reader.context(event, field, scratch);
            } catch (Throwable failed) {
                note(Notes.failed("context", failed), scratch);
            }
        }
    }

    /** Appends a field that says what is missing; of several the first. */
    void note(String note, Scratch scratch) {
        field("gas.note", note, scratch);
    }

    /** Appends the names of markers, if there are any: as an array, with GELF as one text. */
    void appendMarkers(E event, Scratch scratch) {
        if (markersKey == null || !wanted.markers()) {
            return;
        }
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        out.append(markersKey);
        out.append((byte) (gelf ? '"' : '['));
        int first = out.length();
        BiConsumer<String, Scratch> consumer = gelf ? markerInText : marker;
        try {
            reader.markers(event, consumer, scratch);
        } catch (Throwable failed) {
            out.truncate(first);
            consumer.accept(Notes.failed("markers", failed), scratch);
        }
        if (out.length() == first) {
            out.truncate(start);
        } else {
            removeFirstByte(out, first); // a comma or a space
            out.append((byte) (gelf ? '"' : ']'));
            scratch.names().reserve(OF_MARKERS);
        }
    }

    private static void removeFirstByte(Utf8Buffer out, int at) {
        byte[] bytes = out.array();
        System.arraycopy(bytes, at + 1, bytes, at, out.length() - at - 1);
        out.truncate(out.length() - 1);
    }

    private void marker(String name, Scratch scratch) {
        NameCache.Entry entry = markers.of(name, scratch);
        scratch.bytes().append(entry.bytes());
    }

    private void markerInText(String name, Scratch scratch) {
        scratch.bytes().append((byte) ' ');
        text.content(name, scratch);
    }

    private void mdcField(@Nullable String name, @Nullable Object value, Scratch scratch) {
        if (name != null && wanted.fields().showsMdcKey(name)) {
            field(name, value, scratch);
        }
    }

    private void field(@Nullable String name, @Nullable Object value, Scratch scratch) {
        if (name == null || value == null) {
            return;
        }
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        boolean added = false;
        try {
            NameCache.Entry key = keys.of(name, scratch);
            boolean taken = (key.groups() & (ALWAYS | scratch.names().reserved())) != 0;
            added = !taken && scratch.names().add(key.hash(), key.bytes(), out);
            if (added) {
                out.append(key.bytes());
                value(value, scratch);
            }
        } catch (Throwable failed) { // as at the end of the stack
            out.truncate(start);
            if (added) {
                scratch.names().removeLast();
            }
            throw failed;
        }
    }

    private int groups(String name) {
        return (options.taken().contains(name) ? ALWAYS : 0)
                | (options.takenByThrowables().contains(name) ? OF_THROWABLES : 0)
                | (options.takenByMarkers().contains(name) ? OF_MARKERS : 0);
    }

    private void value(Object value, Scratch scratch) {
        if (gelf) {
            values.numberOrString(value, scratch);
        } else {
            values.any(value, scratch);
        }
    }
}
