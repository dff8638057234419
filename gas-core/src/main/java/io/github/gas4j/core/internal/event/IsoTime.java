// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes times as ISO 8601 with an offset.
 *
 * <p>What is the same for a second is made once for it: date, time and offset. A date costs ten times as much as the rest
 * of a short event, and below some thousand events a second hardly two share a millisecond.
 *
 * <p>Thread-safe: immutable but for {@code second}, which holds an immutable object with final fields. A thread that sees an
 * older one makes its own.
 */
public final class IsoTime {
    /** What is not between these years has more digits or a sign. */
    private static final long FIRST_USUAL_SECOND =
            LocalDateTime.of(0, 1, 2, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final long LAST_USUAL_SECOND =
            LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final int NANO_DIGITS = 9;
    private static final int MILLI_DIGITS = 3;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int SECONDS_PER_MINUTE = 60;

    private final Form form;
    private final ZoneId zone;
    private @Nullable Second second;

    /** How a time is written. */
    public enum Form {
        /** In quotes, with as many digits of the second as are not zero, up to nine. */
        NANOS_QUOTED(NANO_DIGITS, true, "\""),
        /** In quotes, with three digits of the second. */
        MILLIS_QUOTED(MILLI_DIGITS, false, "\""),
        /** With six digits of the second. An offset that is no whole minute, which RFC 3339 does not have, becomes UTC. */
        MICROS(6, false, "");

        private final int digits;
        private final boolean trimmed;
        private final String quote;

        Form(int digits, boolean trimmed, String quote) {
            this.digits = digits;
            this.trimmed = trimmed;
            this.quote = quote;
        }
    }

    private static final class Second {
        final long epochSecond;
        /** Date and time, after a quote. */
        final byte[] before;
        /** The offset, before a quote. */
        final byte[] after;

        Second(long epochSecond, byte[] before, byte[] after) {
            this.epochSecond = epochSecond;
            this.before = before;
            this.after = after;
        }
    }

    /** Creates a writer of times in a zone. */
    public IsoTime(Form form, ZoneId zone) {
        this.form = form;
        this.zone = zone;
    }

    /** Appends a time. Returns false, with nothing appended, for a year that does not have four digits. */
    public boolean append(long epochSecond, int nano, Utf8Buffer out) {
        if (epochSecond < FIRST_USUAL_SECOND || epochSecond > LAST_USUAL_SECOND) {
            return false;
        }
        Second found = second;
        if (found == null || found.epochSecond != epochSecond) {
            found = make(epochSecond);
            second = found;
        }
        out.append(found.before);
        if (nano != 0 || !form.trimmed) {
            fraction(nano, form.digits, form.trimmed, out);
        }
        out.append(found.after);
        return true;
    }

    private Second make(long epochSecond) {
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
        if (form == Form.MICROS && offset.getTotalSeconds() % SECONDS_PER_MINUTE != 0) {
            offset = ZoneOffset.UTC;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, offset);
        String before = form.quote
                + DateTimeFormatter.ISO_LOCAL_DATE.format(time)
                + 'T'
                + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        return new Second(epochSecond, ascii(before), ascii(offset.getId() + form.quote));
    }

    /** Appends a dot and the digits of a fraction, without the zeros at the end if they are not wanted. */
    public static void fraction(int nano, int digits, boolean trimmed, Utf8Buffer out) {
        byte[] bytes = out.ensure(1 + NANO_DIGITS);
        int start = out.length();
        bytes[start] = '.';
        threeDigits(nano / NANOS_PER_MILLI, bytes, start + 1);
        if (digits > MILLI_DIGITS) {
            threeDigits(nano / NANOS_PER_MICRO % 1_000, bytes, start + 1 + MILLI_DIGITS);
            threeDigits(nano % NANOS_PER_MICRO, bytes, start + 1 + 2 * MILLI_DIGITS);
        }
        int end = start + 1 + digits;
        while (trimmed && bytes[end - 1] == '0') {
            end--;
        }
        out.setLength(end);
    }

    /** Three by three, as none of them has to wait for another. */
    private static void threeDigits(int number, byte[] bytes, int at) {
        bytes[at] = (byte) ('0' + number / 100);
        bytes[at + 1] = (byte) ('0' + number / 10 % 10);
        bytes[at + 2] = (byte) ('0' + number % 10);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
