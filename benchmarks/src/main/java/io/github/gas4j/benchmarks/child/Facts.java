// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named values on one line, all that parent and child tell each other: {@code events=5 nanos=17}. Not thread-safe. */
public final class Facts {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Makes a line without values. */
    public Facts() {}

    /** Reads what {@link #toString} wrote. */
    public static Facts parse(String line) {
        Facts facts = new Facts();
        for (String word : line.trim().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                facts.values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return facts;
    }

    /** Adds a value. */
    public Facts with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    /** Returns a value. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in: " + this);
        }
        return value;
    }

    /** Returns a value as a number. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }
}
