// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.NameCache;
import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.event.Traces;
import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.core.internal.text.KnownMessages;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Templates;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event in the fields of one format. Whatever does not depend on the event is turned into bytes beforehand.
 *
 * <p>Each field is written with a comma before it, and the first comma becomes the brace, so that any field can be left
 * out.
 *
 * <p>Thread-safe: immutable but for its caches.
 *
 * @param <E> the type of events
 * @param <T> the type of throwables in them
 */
abstract sealed class Shape<E, T> permits LogstashShape, EcsShape, GelfShape {
    private static final byte[] NOTHING = {};
    private static final byte[] QUOTE = {'"'};
    /** What an event says that would be too long with the fields of the application. */
    private static final String LEFT_OUT = "[maxLength]";

    private static final byte[] END = {'}', '\n'};

    final EventReader<E, T> reader;
    final JsonText text;
    private final Traces<T, ?> traces;
    private final JsonOptions options;
    private final @Nullable Templates templates;
    private final @Nullable KnownMessages messages;
    private final TimeText time;
    private final int shortenedLoggerNameLength;
    private final ExtraFields<E> extras;
    /** The constant fields and the end of the line. */
    private final byte[] end;

    private final byte @Nullable [] id;
    private final boolean bare;

    /** How much of an event's texts is written: all, or less if it is too long. */
    record Cut(int mostBytesOfText, boolean bare) {
        static final Cut NONE = new Cut(JsonText.UNLIMITED, false);
    }

    Shape(JsonOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables, Cut cut, Special special) {
        this.options = options;
        this.reader = reader;
        this.text = new JsonText(cut.mostBytesOfText());
        boolean uncut = cut.mostBytesOfText() == JsonText.UNLIMITED; // a text is cut as a whole
        templates = uncut ? new Templates(text::content) : null;
        messages = uncut ? new KnownMessages(text::string) : null;
        JsonText whole = new JsonText(JsonText.UNLIMITED);
        this.traces = new Traces<>(throwables, whole::content, options.traces());
        this.time = options.time();
        this.bare = cut.bare();
        shortenedLoggerNameLength = options.shortenedLoggerNameLength();
        extras = new ExtraFields<>(reader, options, text, key(special.markers()));
        end = concat(own(), END);
        id = options.eventId() ? key(special.id()) : null;
        if (id != null) {
            EventIds.prepare();
        }
    }

    /**
     * What a format calls what all formats have.
     *
     * @param markers the field of markers
     * @param id the field of an event's id
     */
    record Special(String markers, String id) {}

    /** Returns a comma and a field's name with a colon, or null if it is left out. */
    final byte @Nullable [] key(String field) {
        String name = options.names().of(field);
        return name == null ? null : keyBytes(name);
    }

    private static byte[] keyBytes(String name) {
        Scratch scratch = new Scratch();
        scratch.bytes().append((byte) ',');
        new JsonText(JsonText.UNLIMITED).string(name, scratch);
        scratch.bytes().append((byte) ':');
        return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
    }

    /** Returns a whole field with a comma before it; empty if it is left out. */
    final byte[] constant(String field, @Nullable String json) {
        byte[] key = json == null ? null : key(field);
        return key == null ? NOTHING : concat(key, utf8(String.valueOf(json)));
    }

    /** Returns a constant of the options, as {@link #constant(String, String)} does. */
    final byte[] constant(String field) {
        return constant(field, options.constants().ofFormat().get(field));
    }

    /** Returns the user's own constant fields, each with a comma before it. */
    private byte[] own() {
        byte[] all = NOTHING;
        for (Map.Entry<String, String> own : options.constants().own().entrySet()) {
            all = concat(all, concat(keyBytes(own.getKey()), utf8(own.getValue())));
        }
        return all;
    }

    private static byte[] utf8(String text) {
        return Names.whole(text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Appends an event as a line of JSON, with a newline. */
    final void write(E event, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        fields(event, scratch);
        if (bare) {
            extras.note(LEFT_OUT, scratch);
        } else {
            extras.appendMarkers(event, scratch);
            extras.append(event, scratch);
        }
        if (id != null) {
            id(id, out);
        }
        if (out.length() == start && end.length == END.length) {
            out.append((byte) ',');
        }
        out.append(end);
        out.array()[start] = '{';
    }

    /** Appends the fields of the format. */
    abstract void fields(E event, Scratch scratch);

    private static void id(byte[] key, Utf8Buffer out) {
        out.append(key);
        out.append((byte) '"');
        EventIds.next(out);
        out.append((byte) '"');
    }

    final void time(byte @Nullable [] key, E event, Scratch scratch) {
        if (key != null) {
            scratch.bytes().append(key);
            time.append(reader.epochSecond(event), reader.nanoOfSecond(event), scratch);
        }
    }

    /**
     * Appends the message.
     *
     * @param ifNull what is written if there is no message; null for no field
     * @param ifBlank what is written if the message is blank; null for the message
     */
    final void message(
            byte @Nullable [] key, E event, @Nullable String ifNull, @Nullable String ifBlank, Scratch scratch) {
        if (key == null) {
            return;
        }
        CharSequence message;
        @Nullable KnownMessages known = null;
        try {
            @Nullable Object[] arguments = templates == null ? null : reader.arguments(event);
            if (arguments == null) {
                known = messages;
            } else if (fromTemplate(key, event, arguments, ifBlank != null, scratch)) {
                return;
            }
            message = reader.message(event, scratch);
        } catch (Throwable failed) {
            message = Notes.failed("message", failed);
        }
        CharSequence shown = message == null ? ifNull : ifBlank != null && isBlank(message, "") ? ifBlank : message;
        if (shown != null) {
            scratch.bytes().append(key);
            if (known == null || !(shown instanceof String string) || !known.append(string, scratch)) {
                text.string(shown, scratch);
            }
        }
    }

    /** Appends the message from its template. Returns false, with nothing appended, if it must be asked for as a whole. */
    private boolean fromTemplate(
            byte[] key, E event, @Nullable Object[] arguments, boolean mayNotBeBlank, Scratch scratch) {
        String template = reader.template(event);
        if (templates == null || (mayNotBeBlank && isBlank(template, "{}"))) {
            return false;
        }
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        boolean written = false;
        try {
            out.append(key);
            out.append((byte) '"');
            written = templates.append(template, arguments, scratch);
            out.append((byte) '"');
        } finally {
            if (!written) {
                out.truncate(start);
            }
        }
        return written;
    }

    /** Returns whether a text has only whitespace and these characters. */
    private static boolean isBlank(CharSequence text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (!Character.isWhitespace(one) && others.indexOf(one) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the values of a field that has few of them, with a comma and the field's name before them; null if it is left out. */
    final @Nullable NameCache names(String field) {
        return names(key(field));
    }

    /** Returns the values behind a key that is written as it is. */
    final @Nullable NameCache names(byte @Nullable [] key) {
        return key == null ? null : new NameCache(text::content, UnaryOperator.identity(), concat(key, QUOTE), QUOTE);
    }

    /** Returns the shortened names of loggers, as {@link #names(String)} does. */
    final @Nullable NameCache loggers(String field) {
        byte[] key = key(field);
        int most = shortenedLoggerNameLength;
        return key == null || most < 0
                ? names(key)
                : new NameCache(text::content, name -> Names.shortened(name, most), concat(key, QUOTE), QUOTE);
    }

    /** Appends the field of a name that comes again and again. */
    static void name(@Nullable NameCache names, @Nullable String name, Scratch scratch) {
        if (names != null && name != null) {
            NameCache.Entry entry = names.of(name, scratch);
            scratch.bytes().append(entry.bytes());
        }
    }

    final void number(byte @Nullable [] key, long number, Scratch scratch) {
        if (key != null) {
            scratch.bytes().append(key);
            scratch.bytes().append(number);
        }
    }

    /** Appends the trace, the last of the fields of a throwable. */
    final void trace(byte @Nullable [] key, T throwable, Scratch scratch) {
        scratch.names().reserve(ExtraFields.OF_THROWABLES);
        if (key != null) {
            scratch.bytes().append(key);
            Utf8Buffer out = scratch.bytes();
            out.append((byte) '"');
            int start = out.length();
            traces.append(throwable, scratch);
            text.cut(out, start);
            out.append((byte) '"');
        }
    }

    /** Returns where the logging call stands, or null if that is not wanted or not known. */
    final @Nullable StackTraceElement caller(E event) {
        return options.includesCallerData() ? reader.caller(event) : null;
    }
}
