// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

/** An option that is true or false. */
public final class FlagOption extends Option {
    private final String defaultText;
    private final String valid;

    public FlagOption(String name, boolean byDefault, String meaning) {
        this(name, Boolean.toString(byDefault), "true, false", meaning);
    }

    /** Makes an option whose default and valid values depend on others; the texts say how. */
    public FlagOption(String name, String defaultText, String valid, String meaning) {
        super(name, meaning);
        this.defaultText = defaultText;
        this.valid = valid;
    }

    public boolean read(OptionReader in) {
        return read(in, Boolean.parseBoolean(defaultText));
    }

    public boolean read(OptionReader in, boolean byDefault) {
        String text = textFrom(in);
        if (text == null) {
            return byDefault;
        }
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            in.problem(name(), text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    @Override
    public String type() {
        return "boolean";
    }

    @Override
    public String defaultText() {
        return defaultText;
    }

    @Override
    public String valid() {
        return valid;
    }
}
