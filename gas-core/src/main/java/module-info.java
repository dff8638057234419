// SPDX-License-Identifier: MIT

/** The reconnecting TCP client behind the GAS appenders, and a reconnecting socket; depends on nothing but the JDK. */
@SuppressWarnings("module") // the adapters are compiled later
module io.github.gas4j.core {
    requires static transitive org.jspecify;
    // Only the option jmx=true needs it.
    requires static java.management;
    // Only questions past the JVM's cache of names need them.
    requires static java.naming;
    requires static jdk.naming.dns;

    exports io.github.gas4j.core;
    exports io.github.gas4j.socket;

    // The adapters encode events with them.
    exports io.github.gas4j.core.internal.id to
            io.github.gas4j.logback,
            io.github.gas4j.log4j;
    exports io.github.gas4j.core.internal.text to
            io.github.gas4j.logback,
            io.github.gas4j.log4j;
    exports io.github.gas4j.core.internal.event to
            io.github.gas4j.logback,
            io.github.gas4j.log4j;
    exports io.github.gas4j.core.internal.json to
            io.github.gas4j.logback,
            io.github.gas4j.log4j;
    exports io.github.gas4j.core.internal.syslog to
            io.github.gas4j.logback;

    // The adapters look for pasted options in it.
    exports io.github.gas4j.core.internal.migration to
            io.github.gas4j.logback,
            io.github.gas4j.log4j;
}
