// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.IsoTime;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time of an event as a value of JSON.
 *
 * <p>Thread-safe: immutable but for the cache in {@code iso}.
 */
final class TimeText {
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int MILLI_DIGITS = 3;

    private static final JsonText TEXT = new JsonText(JsonText.UNLIMITED);

    private final Style style;
    private final ZoneId zone;
    private final @Nullable DateTimeFormatter formatter;
    private final IsoTime iso;

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

    /**
     * Creates a writer of times.
     *
     * @param formatter for {@link Style#PATTERN} only
     */
    TimeText(Style style, ZoneId zone, @Nullable DateTimeFormatter formatter) {
        this.style = style;
        this.zone = zone;
        this.formatter = formatter == null ? null : formatter.withZone(zone);
        this.iso = new IsoTime(style == Style.ISO_NANOS ? IsoTime.Form.NANOS_QUOTED : IsoTime.Form.MILLIS_QUOTED, zone);
    }

    /** Appends a time as a value. */
    void append(long epochSecond, int nano, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        switch (style) {
            case ISO_NANOS, ISO_MILLIS -> iso(epochSecond, nano, out);
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
    private void iso(long epochSecond, int nano, Utf8Buffer out) {
        if (!iso.append(epochSecond, nano, out)) {
            Instant instant = Instant.ofEpochSecond(epochSecond, nano);
            Instant shown = style == Style.ISO_MILLIS ? instant.truncatedTo(ChronoUnit.MILLIS) : instant;
            out.append('"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(shown.atZone(zone)) + '"');
        }
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
            IsoTime.fraction(milli * NANOS_PER_MILLI, MILLI_DIGITS, true, out);
        }
    }

    private void pattern(long epochSecond, int nano, Scratch scratch) {
        TEXT.string(Objects.requireNonNull(formatter).format(Instant.ofEpochSecond(epochSecond, nano)), scratch);
    }
}
