// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Prints what somebody must see to standard error, if Log4j's status logger shows no warning anywhere. That is so by default:
 * it shows errors only. With {@code status="OFF"} silence was chosen, and nothing is printed.
 *
 * <p>Thread-safe: stateless.
 */
final class StandardError {
    private StandardError() {}

    /** Returns whether nobody would see a warning of the status logger, and nobody has asked for that. */
    static boolean isNeeded() {
        StatusLogger logger = StatusLogger.getLogger();
        if (logger.isEnabled(Level.ALL, null)) {
            return false; // log4j2.debug shows everything
        }
        boolean listened = false;
        for (StatusListener listener : logger.getListeners()) {
            if (showsWarnings(listener.getStatusLevel())) {
                return false;
            }
            listened = true;
        }
        Level fallback = fallbackLevel(logger);
        return !fallback.equals(Level.OFF) && (listened || !showsWarnings(fallback));
    }

    /** Returns the level of the listener that shows statuses while no other one does. */
    private static Level fallbackLevel(StatusLogger logger) {
        try {
            return logger.getFallbackListener().getStatusLevel();
        } catch (LinkageError before223) {
            return logger.getLevel();
        }
    }

    private static boolean showsWarnings(Level level) {
        return level.isLessSpecificThan(Level.WARN);
    }

    /** Prints one line, which begins as those of the client at JVM exit do. */
    static void print(String client, String message) {
        System.err.println("GAS '" + client + "': " + message);
    }
}
