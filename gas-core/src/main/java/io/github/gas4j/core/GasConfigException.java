// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.List;

/**
 * Thrown if no client can be built from the options, or if the JVM or the system lacks something that a client needs. Every
 * problem names the option and the value, or what is lacking, and what would be valid.
 */
public final class GasConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The problems, one line each; a plain string keeps the exception serializable. */
    private final String[] problems;

    /**
     * Creates an exception.
     *
     * @param problems what is wrong, one line each
     */
    public GasConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems.toArray(new String[0]);
    }

    /**
     * Returns what is wrong.
     *
     * @return at least one line, each about one option or shortage
     */
    public List<String> problems() {
        return List.of(problems);
    }
}
