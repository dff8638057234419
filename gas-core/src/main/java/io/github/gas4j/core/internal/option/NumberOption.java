// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

/** An option whose value is a whole number, with a least value only. */
public final class NumberOption extends Option {
    private final int byDefault;
    private final String defaultText;
    private final int min;

    public NumberOption(String name, int byDefault, int min, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
        this.defaultText = Integer.toString(byDefault);
        this.min = min;
    }

    /** Makes an option whose default depends on other options. */
    public NumberOption(String name, String defaultText, int min, String meaning) {
        super(name, meaning);
        this.byDefault = min;
        this.defaultText = defaultText;
        this.min = min;
    }

    public int read(OptionReader in) {
        return read(in, byDefault);
    }

    /** Reads the number, with a default that is known only now. */
    public int read(OptionReader in, int byDefault) {
        String text = textFrom(in);
        if (text == null) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min) {
                return value;
            }
        } catch (NumberFormatException notNumber) {
            // reported below, like a number out of range
        }
        in.problem(name(), text, "a whole number from " + min + " to " + Integer.MAX_VALUE);
        return byDefault;
    }

    @Override
    public String type() {
        return "number";
    }

    @Override
    public String defaultText() {
        return defaultText;
    }

    @Override
    public String valid() {
        return min + " or more";
    }
}
