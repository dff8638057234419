// SPDX-License-Identifier: MIT
package io.github.gas4j.app;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application that logs and ends, and knows nothing of GAS. */
public final class LoggingApplication {
    /** What it logs beside numbers: characters of one, two, three and four bytes in UTF-8. */
    public static final String TEXT = "x é € 😀";

    private LoggingApplication() {}

    /** Logs as many events as the first argument says. */
    public static void main(String[] arguments) {
        Logger logger = LogManager.getLogger(LoggingApplication.class);
        int events = Integer.parseInt(arguments[0]);
        for (int i = 0; i < events; i++) {
            logger.info("{} {}", i, TEXT);
        }
    }
}
