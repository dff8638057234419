// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option whose value is a list of known names, separated by commas and in any case. */
public final class NamesOption extends Option {
    private final String defaultText;
    private final String valid;

    public NamesOption(String name, String defaultText, String valid, String meaning) {
        super(name, meaning);
        this.defaultText = defaultText;
        this.valid = valid;
    }

    /** Returns the names as {@code known} spells them, or an empty list if the option is not set. */
    public List<String> read(OptionReader in, List<String> known) {
        String text = textFrom(in);
        List<String> names = new ArrayList<>();
        if (text == null) {
            return names;
        }
        for (String part : text.split(",", -1)) {
            String spelt = find(part.strip(), known);
            if (spelt == null) {
                in.problem(name(), text, "one or more of " + String.join(", ", known));
                return new ArrayList<>();
            }
            names.add(spelt);
        }
        return names;
    }

    private static @Nullable String find(String name, List<String> known) {
        for (String one : known) {
            if (one.equalsIgnoreCase(name)) {
                return one;
            }
        }
        return null;
    }

    @Override
    public String type() {
        return "list";
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
