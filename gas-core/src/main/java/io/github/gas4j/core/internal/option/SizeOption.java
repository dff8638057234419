// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.internal.util.Values;

/** An option whose value is a size in bytes. */
public final class SizeOption extends Option {
    public static final long KIB = 1L << 10;
    public static final long MIB = 1L << 20;
    public static final long GIB = 1L << 30;

    private final long byDefault;
    private final long min;
    private final long max;

    public SizeOption(String name, long byDefault, long min, long max, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
        this.min = min;
        this.max = max;
    }

    public long read(OptionReader in) {
        return read(this, in, byDefault, min, max);
    }

    /** Reads the size of an option whose default and range are known only now. */
    public static long read(Option option, OptionReader in, long byDefault, long min, long max) {
        String text = option.textFrom(in);
        if (text == null) {
            return byDefault;
        }
        Long value = Values.size(text);
        if (value != null && value >= min && value <= max) {
            return value;
        }
        in.problem(
                option.name(),
                text,
                "a size from " + Values.text(min) + " to " + Values.text(max) + ", " + Values.SIZE_FORMS);
        return byDefault;
    }

    @Override
    public String type() {
        return "size";
    }

    @Override
    public String defaultText() {
        return Values.text(byDefault);
    }

    @Override
    public String valid() {
        return Values.text(min) + " to " + Values.text(max);
    }
}
