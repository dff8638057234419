// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

/** What is wrong with a collector. */
public enum Trouble {
    /** Its process is there and does nothing: its kernel accepts bytes, and nobody reads them. */
    FROZEN("collector frozen"),

    /** It was killed and does not listen yet. */
    DOWN("collector down");

    private final String title;

    Trouble(String title) {
        this.title = title;
    }

    /** Returns what the picture calls it. */
    String title() {
        return title;
    }
}
