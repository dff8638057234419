// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time of an event as a value of JSON.
 *
 * <p>What is the same for a second is made once for it: date, time and offset. A date costs ten times as much as the rest
 * of a short event, and below some thousand events a second hardly two share a millisecond.
 *
 * <p>Thread-safe: immutable but for {@code second}, which holds an immutable object with final fields. A thread that sees an
 * older one makes its own.
 */
final class TimeText {
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MILLIS_PER_SECOND = 1_000;
    /** Digits of a fraction of a second. */
    private static final int NANO_DIGITS = 9;

    private static final int MILLI_DIGITS = 3;
    /** What is not between these years has more digits or a sign, and is left to the JDK. */
    private static final long FIRST_USUAL_SECOND =
            LocalDateTime.of(0, 1, 2, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final long LAST_USUAL_SECOND =
            LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final JsonText TEXT = new JsonText(JsonText.UNLIMITED);

    private final Style style;
    private final ZoneId zone;
    private final @Nullable DateTimeFormatter formatter;
    private @Nullable Second second;

    /** How the time of an event is written. */
    enum Style {
        /** ISO 8601 with an offset, and as many digits of the second as are not zero, up to nine. */
        ISO_NANOS,
        /** ISO 8601 with an offset, and three digits of the second. */
        ISO_MILLIS,
        /** Seconds since 1970 as a decimal number with milliseconds. */
        UNIX_SECONDS,
        /** Milliseconds since 1970 as a number. */
        UNIX_MILLIS,
        /** Milliseconds since 1970 in quotes. */
        UNIX_MILLIS_TEXT,
        /** A pattern of {@link DateTimeFormatter}. */
        PATTERN
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

    /**
     * Creates a writer of times.
     *
     * @param formatter for {@link Style#PATTERN} only
     */
    TimeText(Style style, ZoneId zone, @Nullable DateTimeFormatter formatter) {
        this.style = style;
        this.zone = zone;
        this.formatter = formatter == null ? null : formatter.withZone(zone);
    }

    /** Appends a time as a value. */
    void append(long epochSecond, int nano, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        switch (style) {
            case ISO_NANOS -> iso(epochSecond, nano, NANO_DIGITS, out);
            case ISO_MILLIS -> iso(epochSecond, nano, MILLI_DIGITS, out);
            case UNIX_SECONDS -> unixSeconds(epochSecond, nano, out);
            case UNIX_MILLIS -> out.append(millis(epochSecond, nano));
            case UNIX_MILLIS_TEXT -> {
                out.append((byte) '"');
                out.append(millis(epochSecond, nano));
                out.append((byte) '"');
            }
            case PATTERN -> pattern(epochSecond, nano, scratch);
        }
    }

    private static long millis(long epochSecond, int nano) {
        return epochSecond * MILLIS_PER_SECOND + nano / NANOS_PER_MILLI;
    }

    /** As ISO_OFFSET_DATE_TIME: as many digits as needed; with three digits always all of them. */
    private void iso(long epochSecond, int nano, int digits, Utf8Buffer out) {
        if (epochSecond < FIRST_USUAL_SECOND || epochSecond > LAST_USUAL_SECOND) {
            unusual(epochSecond, nano, digits, out);
            return;
        }
        Second found = second;
        if (found == null || found.epochSecond != epochSecond) {
            found = make(epochSecond);
            second = found;
        }
        out.append(found.before);
        if (digits == MILLI_DIGITS || nano != 0) {
            fraction(nano, digits, digits != MILLI_DIGITS, out);
        }
        out.append(found.after);
    }

    private Second make(long epochSecond) {
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, offset);
        String before = '"'
                + DateTimeFormatter.ISO_LOCAL_DATE.format(time)
                + 'T'
                + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        return new Second(epochSecond, ascii(before), ascii(offset.getId() + '"'));
    }

    private void unusual(long epochSecond, int nano, int digits, Utf8Buffer out) {
        Instant instant = Instant.ofEpochSecond(epochSecond, nano);
        Instant shown = digits == MILLI_DIGITS ? instant.truncatedTo(ChronoUnit.MILLIS) : instant;
        out.append('"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(shown.atZone(zone)) + '"');
    }

    /** Appends a dot and the digits of a fraction, without the zeros at the end if they are not wanted. */
    private static void fraction(int nano, int digits, boolean trimmed, Utf8Buffer out) {
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

    /** A decimal number with milliseconds, as GELF has it. */
    private static void unixSeconds(long epochSecond, int nano, Utf8Buffer out) {
        int milli = nano / NANOS_PER_MILLI;
        if (epochSecond < 0 && milli > 0) { // -0.25 is 750 ms after second -1
            long before = epochSecond + 1;
            if (before == 0) {
                out.append((byte) '-');
            }
            out.append(before);
            milli = MILLIS_PER_SECOND - milli;
        } else {
            out.append(epochSecond);
        }
        if (milli > 0) {
            fraction(milli * NANOS_PER_MILLI, MILLI_DIGITS, true, out);
        }
    }

    private void pattern(long epochSecond, int nano, Scratch scratch) {
        TEXT.string(Objects.requireNonNull(formatter).format(Instant.ofEpochSecond(epochSecond, nano)), scratch);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
