// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.FieldConsumer;
import io.github.gas4j.core.internal.event.FieldOptions;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.core.internal.text.EscapedText;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the structured data of an event: one element with its id, its key-value pairs and its MDC.
 *
 * <p>Each name is written once: the id's wins, then that of the first pair, then that of the MDC. The same holds for names that
 * become the same, because they are long or have other characters than RFC 5424 allows.
 *
 * <p>Thread-safe: immutable but for the cache; the state of an event is in its {@link Scratch}.
 *
 * @param <E> the type of events
 */
final class StructuredData<E> {
    private static final String ID = "event_id";
    private static final String NOTE = "gas.note";
    private static final byte NIL = '-';
    private static final byte QUOTE = '"';
    private static final byte[] BEFORE_NAME = {' '};
    private static final byte[] BEHIND_NAME = {'=', QUOTE};
    private static final int DELETE = 0x7F;

    private static final EscapedText VALUE = new EscapedText(escapes());

    private final EventReader<E, ?> reader;
    private final FieldOptions fields;
    private final boolean eventId;
    private final byte[] start;
    private final NameCache.Entry id;
    /** A name is ASCII, of which nothing is escaped. */
    private final NameCache names = new NameCache(
            (name, scratch) -> scratch.bytes().append(name), SyslogNames::parameter, BEFORE_NAME, BEHIND_NAME);

    private final FieldConsumer<Scratch> parameter = this::parameter;
    private final FieldConsumer<Scratch> mdcParameter;

    StructuredData(EventReader<E, ?> reader, SyslogOptions options) {
        this.reader = reader;
        this.fields = options.fields();
        this.mdcParameter = fields.showsWholeMdc() ? parameter : this::mdcParameter;
        this.eventId = options.eventId();
        start = ("[" + options.structuredDataId()).getBytes(StandardCharsets.US_ASCII);
        id = names.of(ID, new Scratch());
        if (eventId) {
            EventIds.prepare();
        }
    }

    /**
     * Returns the escapes of a value: those of RFC 5424, 6.3.3, and what a programmer writes for control characters, none of
     * which can then end a line.
     */
    private static Map<Character, String> escapes() {
        Map<Character, String> escapes = new HashMap<>();
        for (char control = 0; control < ' '; control++) {
            escapes.put(control, "\\\\u%04X".formatted((int) control));
        }
        escapes.put((char) DELETE, "\\\\u%04X".formatted(DELETE));
        escapes.putAll(Map.of('\n', "\\\\n", '\r', "\\\\r", '\t', "\\\\t"));
        escapes.putAll(Map.of('"', "\\\"", '\\', "\\\\", ']', "\\]"));
        return escapes;
    }

    /** Appends the element, or a hyphen if there is nothing in it. What fails costs no other parameter. */
    void append(E event, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int begin = out.length();
        out.append(start);
        int first = out.length();
        if (eventId) {
            scratch.names().add(id.hash(), id.bytes(), out);
            out.append(id.bytes());
            EventIds.next(out);
            out.append(QUOTE);
        }
        if (fields.keyValuePairs()) {
            try {
                reader.keyValuePairs(event, parameter, scratch);
            } catch (Throwable failed) {
                parameter(NOTE, Notes.failed("pairs", failed), scratch);
            }
        }
        if (fields.mdc()) {
            try {
                reader.mdc(event, mdcParameter, scratch);
            } catch (Throwable failed) {
                parameter(NOTE, Notes.failed("MDC", failed), scratch);
            }
        }
        if (out.length() == first) {
            out.truncate(begin);
            out.append(NIL);
        } else {
            out.append((byte) ']');
        }
    }

    private void mdcParameter(@Nullable String name, @Nullable Object value, Scratch scratch) {
        if (name != null && fields.showsMdcKey(name)) {
            parameter(name, value, scratch);
        }
    }

    private void parameter(@Nullable String name, @Nullable Object value, Scratch scratch) {
        if (name == null || value == null) {
            return;
        }
        Utf8Buffer out = scratch.bytes();
        int begin = out.length();
        boolean added = false;
        try {
            NameCache.Entry entry = names.of(name, scratch);
            added = scratch.names().add(entry.hash(), entry.bytes(), out);
            if (added) {
                out.append(entry.bytes());
                VALUE.append(value instanceof String text ? text : Notes.text(value), scratch);
                out.append(QUOTE);
            }
        } catch (Throwable failed) { // as at the end of the stack
            out.truncate(begin);
            if (added) {
                scratch.names().removeLast();
            }
            throw failed;
        }
    }
}
