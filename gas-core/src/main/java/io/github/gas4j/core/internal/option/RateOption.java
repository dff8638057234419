// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An option whose value is a number of events in a unit of time, off by default. */
public final class RateOption extends Option {
    private static final String FORMS = "off, or a number of events from 1 to " + Integer.MAX_VALUE
            + " a second, minute or hour, like 1000/s, 500/m or 20/h; without a unit it is a second";

    /**
     * A rate. Immutable.
     *
     * @param events how many events
     * @param nanos in how many nanoseconds
     */
    public record Rate(int events, long nanos) {
        /** Returns how many events come in a second, rounded up. */
        public int inSecond() {
            double events = (double) this.events * TimeUnit.SECONDS.toNanos(1) / nanos;
            return (int) Math.ceil(events);
        }
    }

    public RateOption(String name, String meaning) {
        super(name, meaning);
    }

    /** Returns the rate, or null if it is off. */
    public @Nullable Rate read(OptionReader in) {
        String text = textFrom(in);
        if (text == null || text.equalsIgnoreCase("off")) {
            return null;
        }
        Matcher parts = Pattern.compile("(\\d{1,10})\\s*(?:/\\s*([smh]))?", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        if (parts.matches()) {
            long events = Long.parseLong(parts.group(1));
            if (events >= 1 && events <= Integer.MAX_VALUE) {
                return new Rate((int) events, nanosOf(parts.group(2)));
            }
        }
        in.problem(name(), text, FORMS);
        return null;
    }

    private static long nanosOf(@Nullable String unit) {
        if (unit == null) {
            return TimeUnit.SECONDS.toNanos(1);
        }
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "h" -> TimeUnit.HOURS.toNanos(1);
            case "m" -> TimeUnit.MINUTES.toNanos(1);
            default -> TimeUnit.SECONDS.toNanos(1);
        };
    }

    @Override
    public String type() {
        return "rate";
    }

    @Override
    public String defaultText() {
        return "off";
    }

    @Override
    public String valid() {
        return "off, or a rate like 1000/s, 500/m, 20/h";
    }
}
