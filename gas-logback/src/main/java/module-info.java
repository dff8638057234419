// SPDX-License-Identifier: MIT

/** The Logback appender of GAS. */
module io.github.gas4j.logback {
    requires static transitive org.jspecify;
    requires transitive ch.qos.logback.classic;
    requires transitive ch.qos.logback.core;
    requires transitive io.github.gas4j.core;
    // Key-value pairs.
    requires org.slf4j;

    // Enough for Joran, which calls public methods only: nothing has to be opened.
    exports io.github.gas4j.logback;
}
