// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application that logs through Log4j2, as {@code log4j2.xml} says. */
final class Log4j2Application {
    private Log4j2Application() {}

    /** Logs until it is told to stop; the arguments are those of {@link Application#run}. */
    public static void main(String[] arguments) throws Exception {
        Logger logger = LogManager.getLogger("shop.Checkout");

        Application.run(Framework.LOG4J2, arguments, logger::info);

        LogManager.shutdown();
    }
}
