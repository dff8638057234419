// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An option whose value is a name that the user chooses. */
public final class NameOption extends Option {
    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");
    private final String defaultText;

    public NameOption(String name, String defaultText, String meaning) {
        super(name, meaning);
        this.defaultText = defaultText;
    }

    /** Returns the name, or null if the option is not set. */
    @Nullable
    public String read(OptionReader in) {
        String text = textFrom(in);
        if (text == null || NAME.matcher(text).matches()) {
            return text;
        }
        in.problem(name(), text, valid());
        return null;
    }

    @Override
    public String type() {
        return "name";
    }

    @Override
    public String defaultText() {
        return defaultText;
    }

    @Override
    public String valid() {
        return "up to 64 letters, digits, dots, hyphens and underscores";
    }
}
