// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.internal.util.Values;
import java.time.Duration;

/** An option whose value is a duration. If zero is valid, it can be written as {@code off}. */
public final class DurationOption extends Option {
    public static final Duration MILLI = Duration.ofMillis(1);
    public static final Duration HOUR = Duration.ofHours(1);
    public static final Duration DAY = Duration.ofDays(1);

    private final Duration byDefault;
    private final Duration min;
    private final Duration max;

    public DurationOption(String name, Duration byDefault, Duration min, Duration max, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
        this.min = min;
        this.max = max;
    }

    public Duration read(OptionReader in) {
        String text = textFrom(in);
        if (text == null) {
            return byDefault;
        }
        Duration value = Values.duration(text);
        if (value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
            return value;
        }
        String off = min.isZero() ? "off or " : "";
        in.problem(
                name(),
                text,
                off + "a duration from " + Values.text(min) + " to " + Values.text(max) + ", " + Values.DURATION_FORMS);
        return byDefault;
    }

    @Override
    public String type() {
        return "duration";
    }

    @Override
    public String defaultText() {
        return byDefault.isZero() ? "off" : Values.text(byDefault);
    }

    @Override
    public String valid() {
        return min.isZero() ? "off, or up to " + Values.text(max) : Values.text(min) + " to " + Values.text(max);
    }
}
