// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An option whose value is the path of a file. Whether the file can be used is checked elsewhere. */
final class FileOption extends Option {
    private final String defaultText;

    FileOption(String name, String defaultText, String meaning) {
        super(name, meaning);
        this.defaultText = defaultText;
    }

    /** Returns the path, or null if the option is not set. */
    @Nullable
    Path read(OptionReader in) {
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
    String type() {
        return "file";
    }

    @Override
    String defaultText() {
        return defaultText;
    }

    @Override
    String valid() {
        return "the path of a PEM file";
    }
}
