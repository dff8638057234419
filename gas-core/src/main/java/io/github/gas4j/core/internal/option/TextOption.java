// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

/** An option whose value is checked together with other options. */
public final class TextOption extends Option {
    private final String type;
    private final String defaultText;
    private final String valid;

    public TextOption(String name, String type, String defaultText, String valid, String meaning) {
        super(name, meaning);
        this.type = type;
        this.defaultText = defaultText;
        this.valid = valid;
    }

    @Override
    public String type() {
        return type;
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
