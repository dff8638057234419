// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.internal.option.OptionReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sets of options by what they mean: {@code 8MB} is {@code 8MiB}, and a default is the same written or not.
 *
 * @param options one set, as text
 * @param supplied what comes with it
 * @param values what both mean
 */
public record Differences(Map<String, String> options, Supplied supplied, ClientOptions values) {
    private static final Set<String> DESTINATION = Set.of("destination", "host", "port", "remoteHost");

    /** Returns one line for each option that means something else in the other set. */
    public List<String> from(Differences other) {
        Map<String, String> others = other.options;
        Supplied alongside = other.supplied;
        TreeSet<String> names = new TreeSet<>(options.keySet());
        names.addAll(others.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            if (!isSameDestination(name, other) && !means(name, others.get(name))) {
                lines.add("option " + name + ": " + shown(name, options.get(name)) + " contradicts "
                        + shown(name, others.get(name)));
            }
        }
        if (!Arrays.equals(supplied.header(), alongside.header())
                || !Arrays.equals(supplied.footer(), alongside.footer())) {
            lines.add("the encoder's or layout's header or footer differs");
        }
        if (!Objects.equals(supplied.tls(), alongside.tls())) {
            lines.add("the keys, certificates or trust of TLS differ");
        }
        return lines;
    }

    /** Returns whether an option is a part of a destination that is the same, however it is spelt. */
    private boolean isSameDestination(String name, Differences other) {
        return DESTINATION.contains(name)
                && values.destinations()
                        .all()
                        .equals(other.values.destinations().all());
    }

    /** Returns whether another text for one option, or none, changes nothing. */
    private boolean means(String name, @Nullable String text) {
        Map<String, String> changed = new TreeMap<>(options);
        if (text == null) {
            changed.remove(name);
        } else {
            changed.put(name, text);
        }
        OptionReader in = new OptionReader(changed);
        return changed.equals(options)
                || (ClientOptions.read(in, supplied).equals(values)
                        && in.finish().isEmpty());
    }

    private static String shown(String name, @Nullable String text) {
        return text == null ? "its default" : "'" + (name.endsWith("Password") ? "***" : text) + "'";
    }
}
