// SPDX-License-Identifier: MIT
package org.springframework.boot.logging.logback;

import ch.qos.logback.classic.LoggerContext;

/** Does under Spring Boot's own name what Spring Boot 3.2 to 4.0 does with a context before it configures it. */
public final class LogbackLoggingSystem {
    private LogbackLoggingSystem() {}

    public static void stopAndReset(LoggerContext context) {
        context.stop();
        context.reset();
    }
}
