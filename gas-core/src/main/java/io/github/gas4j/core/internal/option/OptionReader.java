// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.GasOption;
import io.github.gas4j.core.internal.migration.ForeignOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts that options are read from, and the problems found in them. It collects problems instead of throwing, so that
 * a user sees all of them at once. It also knows which options were asked for: these are the options that there are.
 *
 * <p>Confined to one thread.
 */
public final class OptionReader {
    private final Set<String> given;
    private final Map<String, String> unread;
    private final List<Option> known = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public OptionReader(Map<String, String> options) {
        given = Set.copyOf(options.keySet());
        unread = new TreeMap<>(options);
    }

    /** Returns the option's text without outer space, or null if it is not set. */
    @Nullable
    public String text(Option option) {
        known.add(option);
        String value = unread.remove(option.name());
        return value == null ? null : value.strip();
    }

    public boolean isGiven(Option option) {
        return given.contains(option.name());
    }

    /** Adds a problem with an option, whose value is null if it is missing. */
    public void problem(String name, @Nullable String value, String valid) {
        String what = value == null ? "is missing" : "'" + value + "' is not valid";
        problems.add("option " + name + ": " + what + "; valid: " + valid);
    }

    /** Adds a problem in words. */
    public void problem(String words) {
        problems.add(words);
    }

    /** Ends the reading: refuses options that were not asked for, and returns all problems. */
    public List<String> finish() {
        for (Map.Entry<String, String> option : unread.entrySet()) {
            String name = option.getKey();
            String instead = ForeignOptions.instead(name);
            if (instead != null) {
                problems.add("option " + name + ": is not an option of GAS, but of other appenders; valid: " + instead);
            } else {
                problem(
                        name,
                        option.getValue(),
                        "there is no such option" + similar(name) + "; the options are " + String.join(", ", names()));
            }
        }
        return problems;
    }

    /** Returns all options that were asked for, in this order. */
    public List<GasOption> known() {
        return known.stream().map(Option::describe).toList();
    }

    private List<String> names() {
        return known.stream().map(Option::name).toList();
    }

    private String similar(String name) {
        return names().stream()
                .filter(option -> option.equalsIgnoreCase(name))
                .map(option -> ", did you mean " + option)
                .findFirst()
                .orElse("");
    }
}
