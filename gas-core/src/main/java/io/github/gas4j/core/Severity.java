// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * The scale on which adapters give an event's severity to {@link GasClient#admits(int)}: higher is more severe. The
 * numbers are Logback's levels divided by 1,000; custom levels of Log4j2 may have numbers between them.
 */
public enum Severity {
    /** The least severe. */
    TRACE(5),
    /** Details for developers. */
    DEBUG(10),
    /** Ordinary messages. */
    INFO(20),
    /** Something unexpected. */
    WARN(30),
    /** A failure. */
    ERROR(40);

    private final int number;

    Severity(int number) {
        this.number = number;
    }

    /**
     * Returns the severity's number on the scale.
     *
     * @return 5 to 40
     */
    public int number() {
        return number;
    }
}
