// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

/** An option whose value is checked together with other options. */
final class TextOption extends Option {
    private final String type;
    private final String defaultText;
    private final String valid;

    TextOption(String name, String type, String defaultText, String valid, String meaning) {
        super(name, meaning);
        this.type = type;
        this.defaultText = defaultText;
        this.valid = valid;
    }

    @Override
    String type() {
        return type;
    }

    @Override
    String defaultText() {
        return defaultText;
    }

    @Override
    String valid() {
        return valid;
    }
}
