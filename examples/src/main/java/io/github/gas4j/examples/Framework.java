// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.Locale;

/** The logging frameworks and their applications. */
enum Framework {
    LOGBACK("Logback", LogbackApplication.class),
    LOG4J2("Log4j2", Log4j2Application.class);

    private final String title;
    private final Class<?> main;

    Framework(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    String title() {
        return title;
    }

    Class<?> main() {
        return main;
    }

    /** Returns the epoch of the events that its application logs: it runs once. */
    String epoch() {
        return name().toLowerCase(Locale.ROOT);
    }
}
