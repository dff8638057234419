// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An option whose value is the path of a file. Whether the file can be used is checked elsewhere. */
public final class FileOption extends Option {
    private final String valid;
    private final String defaultText;

    public FileOption(String name, String valid, String defaultText, String meaning) {
        super(name, meaning);
        this.valid = valid;
        this.defaultText = defaultText;
    }

    /** Returns the path, or null if the option is not set. */
    @Nullable
    public Path read(OptionReader in) {
        String text = textFrom(in);
        if (text == null) {
            return null;
        }
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException notPath) {
            // reported below, like an empty text
        }
        in.problem(name(), text, valid());
        return null;
    }

    @Override
    public String type() {
        return "file";
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
