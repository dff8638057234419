// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

/** An option whose value is a whole number, with a least value only. */
final class NumberOption extends Option {
    private final int byDefault;
    private final int min;

    NumberOption(String name, int byDefault, int min, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
        this.min = min;
    }

    int read(OptionReader in) {
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
    String type() {
        return "number";
    }

    @Override
    String defaultText() {
        return Integer.toString(byDefault);
    }

    @Override
    String valid() {
        return min + " or more";
    }
}
