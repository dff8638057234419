// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.Severity;
import org.jspecify.annotations.Nullable;

/** An option whose value is a severity, or {@code off}, which is the default. */
public final class SeverityOption extends Option {
    private static final String OFF = "off";

    public SeverityOption(String name, String meaning) {
        super(name, meaning);
    }

    /** Returns the severity, or null for off. */
    @Nullable
    public Severity read(OptionReader in) {
        String text = textFrom(in);
        if (text == null || text.equalsIgnoreCase(OFF)) {
            return null;
        }
        Severity value = ChoiceOption.find(Severity.class, text);
        if (value == null) {
            in.problem(name(), text, "one of " + valid());
        }
        return value;
    }

    @Override
    public String type() {
        return "choice";
    }

    @Override
    public String defaultText() {
        return OFF;
    }

    @Override
    public String valid() {
        return OFF + ", " + ChoiceOption.names(Severity.class);
    }
}
