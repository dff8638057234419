// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import java.util.regex.Pattern;

/** An option whose value is a percentage from 1 to 99, written with or without the sign. */
public final class PercentOption extends Option {
    private final int byDefault;

    public PercentOption(String name, int byDefault, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
    }

    public int read(OptionReader in) {
        String text = textFrom(in);
        if (text == null) {
            return byDefault;
        }
        String digits =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (Pattern.matches("\\d{1,2}", digits) && Integer.parseInt(digits) > 0) {
            return Integer.parseInt(digits);
        }
        in.problem(name(), text, "a percentage from 1% to 99%");
        return byDefault;
    }

    @Override
    public String type() {
        return "percentage";
    }

    @Override
    public String defaultText() {
        return byDefault + "%";
    }

    @Override
    public String valid() {
        return "1% to 99%";
    }
}
