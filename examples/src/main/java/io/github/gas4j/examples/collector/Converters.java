// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the words of a command line to values; what is wrong is told with what would be right. Stateless. */
final class Converters {
    private Converters() {}

    /** The number of a port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 65_535);
        }
    }

    /** How many. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1_000_000_000);
        }
    }

    private static int whole(String value, int most) {
        if (value.matches("\\d{1,10}") && Long.parseLong(value) >= 1 && Long.parseLong(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + most);
    }

    /** A time, with its unit. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = TIME.matcher(value);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
                throw new TypeConversionException("'" + value + "' is not a time such as 500ms, 10s, 2m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /** A framing. */
    static final class Framing implements ITypeConverter<Cut> {
        @Override
        public Cut convert(String value) {
            for (Cut cut : Cut.values()) {
                if (cut.toString().equalsIgnoreCase(value.replace('_', '-'))) {
                    return cut;
                }
            }
            String valid = Arrays.stream(Cut.values()).map(Cut::toString).collect(Collectors.joining(", "));
            throw new TypeConversionException("'" + value + "' is none of " + valid);
        }
    }
}
