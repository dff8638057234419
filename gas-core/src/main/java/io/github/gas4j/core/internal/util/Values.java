// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes durations and sizes as users write them. GAS does not use the frameworks' own types because they
 * disagree: Logback's {@code Duration} takes "5s" for 5 ms, and its {@code FileSize} rejects "8MiB". Stateless.
 */
public final class Values {
    public static final String DURATION_FORMS = "written like 250ms, 5s, 2m, 1h or PT5S";
    public static final String SIZE_FORMS = "written like 65536, 64KB or 8MiB";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Duration> DURATION_UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)));
    private static final Map<String, Long> SIZE_UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("kb", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("mb", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("gb", 1L << 30),
            Map.entry("gib", 1L << 30));

    private Values() {}

    /**
     * Reads a duration; {@code off}, {@code 0} and {@code -1} are zero. Returns null if the text is not a duration. A bare
     * number is not one, because Logback would take it for milliseconds and people mean seconds.
     */
    public static @Nullable Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("off") || lower.equals("0") || lower.equals("-1")) {
            return Duration.ZERO;
        }
        try {
            if (lower.startsWith("p")) {
                Duration parsed = Duration.parse(lower);
                return parsed.isNegative() ? null : parsed;
            }
            Matcher matcher = NUMBER_AND_UNIT.matcher(lower);
            if (!matcher.matches()) {
                return null;
            }
            String unit = matcher.group(2);
            Duration one = DURATION_UNITS.get(
                    unit.length() > 3 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit);
            return one == null ? null : one.multipliedBy(Long.parseLong(matcher.group(1)));
        } catch (DateTimeParseException | ArithmeticException notADuration) {
            return null;
        }
    }

    /** Reads a size in bytes, with 1024-based units. Returns null if the text is not a size. */
    public static @Nullable Long size(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? SIZE_UNITS.get(matcher.group(2)) : null;
        try {
            return unit == null ? null : Math.multiplyExact(unit, Long.parseLong(matcher.group(1)));
        } catch (ArithmeticException tooLarge) {
            return null;
        }
    }

    /** Writes a duration in the largest unit that loses nothing. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** Writes a size in the largest unit that loses nothing. */
    public static String text(long bytes) {
        if (bytes > 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes > 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + "KiB" : Long.toString(bytes);
    }
}
