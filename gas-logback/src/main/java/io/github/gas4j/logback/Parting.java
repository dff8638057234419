// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * Why an appender is stopped. Logback does not say, but {@code LoggerContext.reset()} clears the context's objects before it
 * stops the appenders, and {@code stop()} begins with a reset. So a configuration has a mark among these objects, and an
 * appender whose mark is gone is stopped by a reset.
 *
 * <p>Thread-safe: the class guards the making of a mark.
 */
enum Parting {
    /** The context is reset. Another configuration may follow, or the end of the context, of which {@link ContextEnd} learns. */
    RESET,
    /** The appender alone is stopped, as by a {@code SiftingAppender} on a thread that logs. The context goes on. */
    ALONE,
    /** Nothing follows of which the appender would learn: the JVM exits, or the context has ended or is of another kind. */
    END;

    private static final String KEY = Parting.class.getName() + ".mark";

    /** Returns the mark of the present configuration. The first appender that starts sets it. */
    static synchronized Object markOf(@Nullable Context context) {
        Object known = context == null ? null : context.getObject(KEY);
        if (known != null) {
            return known;
        }
        Object mark = new Object();
        if (context != null) {
            context.putObject(KEY, mark);
        }
        return mark;
    }

    /** Returns why an appender is stopped that found this mark when it started. */
    static Parting of(@Nullable Context context, Object mark) {
        if (!(context instanceof LoggerContext loggers)) {
            return END;
        }
        if (loggers.getObject(KEY) != mark) {
            return RESET;
        }
        return loggers.isStarted() && !isJvmExiting() ? ALONE : END;
    }

    /** Returns whether the JVM is exiting: only then it refuses to remove a hook, even one that it does not have. */
    private static boolean isJvmExiting() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }
}
