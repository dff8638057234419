// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs through SLF4J and Logback, as {@code logback.xml} says. */
final class LogbackApplication {
    private LogbackApplication() {}

    /** Logs until it is told to stop; the arguments are those of {@link Application#run}. */
    public static void main(String[] arguments) throws Exception {
        Logger logger = LoggerFactory.getLogger("shop.Checkout");

        Application.run(Framework.LOGBACK, arguments, logger::info);

        // Logback does not stop by itself
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
