// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options of what applications add to events by name. Immutable.
 *
 * @param mdc whether the MDC is written
 * @param onlyMdcKeys the only keys of the MDC that are written, empty for all
 * @param notMdcKeys keys of the MDC that are not written
 * @param keyValuePairs whether key-value pairs of the event are written
 */
public record FieldOptions(boolean mdc, Set<String> onlyMdcKeys, Set<String> notMdcKeys, boolean keyValuePairs) {
    private static final FlagOption INCLUDE_MDC = new FlagOption("includeMdc", true, "whether the MDC is written");
    private static final TextOption INCLUDE_MDC_KEY_NAME = new TextOption(
            "includeMdcKeyName",
            "list",
            "all",
            "keys with commas between them",
            "the only keys of the MDC that are written");
    private static final TextOption EXCLUDE_MDC_KEY_NAME = new TextOption(
            "excludeMdcKeyName",
            "list",
            "none",
            "keys with commas between them",
            "keys of the MDC that are not written");
    private static final FlagOption INCLUDE_KEY_VALUE_PAIRS =
            new FlagOption("includeKeyValuePairs", true, "whether key-value pairs of the event are written");

    /** Copies the sets. */
    public FieldOptions {
        onlyMdcKeys = Set.copyOf(onlyMdcKeys);
        notMdcKeys = Set.copyOf(notMdcKeys);
    }

    /** Reads the options. */
    public static FieldOptions read(OptionReader in) {
        boolean mdc = INCLUDE_MDC.read(in);
        String include = INCLUDE_MDC_KEY_NAME.textFrom(in);
        Set<String> only = list(include);
        if (include != null && only.isEmpty()) { // a variable without a value must not open everything
            in.problem(INCLUDE_MDC_KEY_NAME.name(), include, INCLUDE_MDC_KEY_NAME.valid());
        }
        String exclude = EXCLUDE_MDC_KEY_NAME.textFrom(in);
        if (exclude != null && !only.isEmpty()) {
            in.problem(
                    EXCLUDE_MDC_KEY_NAME.name(),
                    exclude,
                    "one of includeMdcKeyName, which leaves out all other keys, and excludeMdcKeyName");
        }
        if (!mdc) {
            withoutEffect(in, INCLUDE_MDC_KEY_NAME, include);
            withoutEffect(in, EXCLUDE_MDC_KEY_NAME, exclude);
        }
        return new FieldOptions(mdc, only, list(exclude), INCLUDE_KEY_VALUE_PAIRS.read(in));
    }

    private static void withoutEffect(OptionReader in, TextOption option, @Nullable String text) {
        if (text != null) {
            in.problem(option.name(), text, "nothing with includeMdc=false");
        }
    }

    private static Set<String> list(@Nullable String text) {
        Set<String> parts = new TreeSet<>();
        if (text != null) {
            for (String part : text.split(",", -1)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
        }
        return parts;
    }

    /** Returns whether all entries of the MDC are written, if any is. */
    public boolean showsWholeMdc() {
        return onlyMdcKeys.isEmpty() && notMdcKeys.isEmpty();
    }

    /** Returns whether an entry of the MDC is written. */
    public boolean showsMdcKey(String key) {
        return onlyMdcKeys.isEmpty() ? !notMdcKeys.contains(key) : onlyMdcKeys.contains(key);
    }
}
