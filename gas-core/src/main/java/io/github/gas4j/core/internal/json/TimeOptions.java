// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the options of time. Stateless. */
final class TimeOptions {
    private static final String PATTERNS =
            "a pattern of java.time.format.DateTimeFormatter, [UNIX_TIMESTAMP_AS_NUMBER], [UNIX_TIMESTAMP_AS_STRING],"
                    + " [ISO_OFFSET_DATE_TIME], [ISO_ZONED_DATE_TIME], [ISO_LOCAL_DATE_TIME], [ISO_INSTANT]";
    private static final String ZONES = "an id of a time zone, like UTC, Europe/Berlin or +02:00";

    private static final TextOption TIMESTAMP_PATTERN =
            new TextOption("timestampPattern", "pattern", "that of the format", PATTERNS, "how the time is written");
    private static final TextOption TIME_ZONE = new TextOption(
            "timeZone",
            "zone",
            "UTC with ECS, that of the JVM with LOGSTASH",
            ZONES,
            "the zone that the time is written in");

    private TimeOptions() {}

    static TimeText read(OptionReader in, JsonFormat format) {
        ZoneId byDefault = format == JsonFormat.ECS ? ZoneOffset.UTC : ZoneId.systemDefault();
        String zoneText = TIME_ZONE.textFrom(in);
        String pattern = TIMESTAMP_PATTERN.textFrom(in);
        if (format == JsonFormat.GELF) {
            refuse(in, TIMESTAMP_PATTERN.name(), pattern);
            refuse(in, TIME_ZONE.name(), zoneText);
            return new TimeText(TimeText.Style.UNIX_SECONDS, byDefault, null);
        }
        ZoneId zone = zone(in, zoneText, byDefault);
        if (pattern == null) {
            return new TimeText(
                    format == JsonFormat.ECS ? TimeText.Style.ISO_MILLIS : TimeText.Style.ISO_NANOS, zone, null);
        }
        if (zoneText != null && (pattern.startsWith("[UNIX_") || pattern.equals("[ISO_INSTANT]"))) {
            in.problem(TIME_ZONE.name(), zoneText, "nothing with timestampPattern=" + pattern);
        }
        return byPattern(in, pattern, zone);
    }

    private static void refuse(OptionReader in, String name, @Nullable String value) {
        if (value != null) {
            in.problem(name, value, "nothing with format=GELF, whose time is a number");
        }
    }

    private static ZoneId zone(OptionReader in, @Nullable String text, ZoneId byDefault) {
        if (text == null) {
            return byDefault;
        }
        try {
            return ZoneId.of(text, ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            in.problem(TIME_ZONE.name(), text, ZONES);
            return byDefault;
        }
    }

    private static TimeText byPattern(OptionReader in, String pattern, ZoneId zone) {
        return switch (pattern) {
            case "[UNIX_TIMESTAMP_AS_NUMBER]" -> new TimeText(TimeText.Style.UNIX_MILLIS, zone, null);
            case "[UNIX_TIMESTAMP_AS_STRING]" -> new TimeText(TimeText.Style.UNIX_MILLIS_TEXT, zone, null);
            case "[ISO_OFFSET_DATE_TIME]" -> new TimeText(TimeText.Style.ISO_NANOS, zone, null);
            default -> new TimeText(TimeText.Style.PATTERN, zone, formatter(in, pattern, zone));
        };
    }

    private static DateTimeFormatter formatter(OptionReader in, String pattern, ZoneId zone) {
        try {
            DateTimeFormatter formatter = switch (pattern) {
                case "[ISO_ZONED_DATE_TIME]" -> DateTimeFormatter.ISO_ZONED_DATE_TIME;
                case "[ISO_LOCAL_DATE_TIME]" -> DateTimeFormatter.ISO_LOCAL_DATE_TIME;
                case "[ISO_INSTANT]" -> DateTimeFormatter.ISO_INSTANT;
                default -> DateTimeFormatter.ofPattern(pattern);
            };
            // some patterns can be parsed and not used
            boolean usable = !formatter.withZone(zone).format(Instant.EPOCH).isEmpty();
            if (usable) {
                return formatter;
            }
            in.problem(TIMESTAMP_PATTERN.name(), pattern, PATTERNS);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            in.problem(TIMESTAMP_PATTERN.name(), pattern, PATTERNS);
        }
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    }
}
