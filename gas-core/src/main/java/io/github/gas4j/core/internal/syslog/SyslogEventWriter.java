// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import io.github.gas4j.core.internal.event.EventReader;
import io.github.gas4j.core.internal.event.IsoTime;
import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.event.ThrowableReader;
import io.github.gas4j.core.internal.event.Traces;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Templates;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as messages of RFC 5424, each with a newline behind it.
 *
 * <p>MSG begins with a byte order mark if it has other characters than those of ASCII, which is how RFC 5424 (6.4) tells
 * UTF-8 from an unknown encoding. Receivers that do not know the mark show it, so a message of ASCII, which is the same in
 * both, goes without.
 *
 * <p>Thread-safe: immutable but for its caches. An event that is logged while another is being written needs a
 * {@link Scratch} of its own.
 *
 * @param <E> the type of events
 * @param <T> the type of throwables in them
 */
public final class SyslogEventWriter<E, T> {
    private static final int SEVERITIES = 8;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final EventReader<E, T> reader;
    private final MessageText text = new MessageText();
    private final Templates templates = new Templates(text::append);
    private final Traces<T, ?> traces;
    private final IsoTime time = new IsoTime(IsoTime.Form.MICROS, ZoneId.systemDefault());
    private final StructuredData<E> structuredData;
    /** PRI, the version and a space for each severity. */
    private final byte[][] starts = new byte[SEVERITIES][];
    /** What is between TIMESTAMP and STRUCTURED-DATA. */
    private final byte[] header;

    /** Creates a writer for events and throwables that the readers can read. */
    public SyslogEventWriter(SyslogOptions options, EventReader<E, T> reader, ThrowableReader<T, ?> throwables) {
        this.reader = reader;
        traces = new Traces<>(throwables, text::append, options.traces());
        structuredData = new StructuredData<>(reader, options);
        for (int severity = 0; severity < SEVERITIES; severity++) {
            starts[severity] = ascii("<" + (options.facility() * SEVERITIES + severity) + ">1 ");
        }
        header = ascii(" " + options.header() + " ");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends an event and a newline to the scratch's bytes. */
    public void write(E event, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        out.append(starts[reader.syslogSeverity(event)]);
        if (!time.append(reader.epochSecond(event), reader.nanoOfSecond(event), out)) {
            out.append((byte) '-');
        }
        out.append(header);
        structuredData.append(event, scratch);
        out.append((byte) ' ');
        int start = out.length();
        message(event, start, scratch);
        withoutNewlines(out, start);
        if (out.length() == start) {
            out.truncate(start - 1); // a message without MSG has no space
        } else if (isNotAscii(out, start)) {
            insertMark(out, start);
        }
        out.append((byte) '\n');
    }

    private void message(E event, int start, Scratch scratch) {
        text(event, start, scratch);
        T throwable = reader.throwable(event);
        if (throwable != null) {
            if (scratch.bytes().length() > start) {
                scratch.bytes().append((byte) '\n');
            }
            traces.append(throwable, scratch);
        }
    }

    private void text(E event, int start, Scratch scratch) {
        CharSequence message;
        try {
            @Nullable Object[] arguments = reader.arguments(event);
            if (arguments != null && templates.append(reader.template(event), arguments, scratch)) {
                return;
            }
            message = reader.message(event, scratch);
        } catch (Throwable failed) {
            scratch.bytes().truncate(start);
            message = Notes.failed("message", failed);
        }
        if (message != null) {
            text.append(message, scratch);
        }
    }

    /** Removes newlines from the end: an event ends with one, whatever its text does. */
    private static void withoutNewlines(Utf8Buffer out, int start) {
        byte[] bytes = out.array();
        int end = out.length();
        while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        out.truncate(end);
    }

    private static boolean isNotAscii(Utf8Buffer out, int start) {
        byte[] bytes = out.array();
        int end = out.length();
        long bits = 0;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            bits |= (long) LONGS.get(bytes, at);
        }
        for (; at < end; at++) {
            bits |= bytes[at]; // a negative one sets all higher bits
        }
        return (bits & HIGH_BITS) != 0;
    }

    private static void insertMark(Utf8Buffer out, int start) {
        byte[] bytes = out.ensure(MARK.length);
        int end = out.length();
        System.arraycopy(bytes, start, bytes, start + MARK.length, end - start);
        System.arraycopy(MARK, 0, bytes, start, MARK.length);
        out.setLength(end + MARK.length);
    }
}
