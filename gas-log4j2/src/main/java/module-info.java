// SPDX-License-Identifier: MIT

/** The {@code <Gas>} appender for Log4j2. */
module io.github.gas4j.log4j {
    requires transitive io.github.gas4j.core;
    requires transitive org.apache.logging.log4j.core;
    requires static transitive org.jspecify;

    exports io.github.gas4j.log4j2;
    // Log4j calls the public methods of its plugins
    exports io.github.gas4j.log4j2.internal.pattern to
            org.apache.logging.log4j.core;

    // Log4j sets the fields of a plugin's builder by reflection
    opens io.github.gas4j.log4j2 to
            org.apache.logging.log4j.core;
    // Log4j's API creates the visitor that reads the element Ssl, for its core
    opens io.github.gas4j.log4j2.internal.ssl to
            org.apache.logging.log4j,
            org.apache.logging.log4j.core;
}
