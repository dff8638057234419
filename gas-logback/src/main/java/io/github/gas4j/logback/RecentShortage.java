// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the context that an appender could not be started, because the JVM or the system lacked something; holds for a
 * minute and for other appenders of the same name. SiftingAppender makes a new appender for every event as long as none of
 * them starts, and an attempt to allocate direct memory that is not there takes half a second. A new configuration forgets
 * it.
 *
 * <p>Thread-safe.
 */
final class RecentShortage {
    /** What the report of the shortage says at its end. */
    static final String HINT = "; no other appender of this name is tried within a minute";

    /** Name of an object in the context, together with the appender's name. */
    private static final String KEY = RecentShortage.class.getName() + ".";

    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long began = System.nanoTime();
    /** Whether an appender of the name has started since. */
    private volatile boolean over;

    private RecentShortage() {}

    /** Notes that an appender could not be started; does nothing for one without a name, which nobody shares. */
    static void note(@Nullable Context context, @Nullable String appender) {
        if (context != null && appender != null) {
            context.putObject(KEY + appender, new RecentShortage());
        }
    }

    /** Notes that an appender of this name has started. */
    static void forget(@Nullable Context context, @Nullable String appender) {
        if (context != null && context.getObject(KEY + appender) instanceof RecentShortage known) {
            known.over = true;
        }
    }

    /** Returns whether an appender of this name lacked something within the last minute. */
    static boolean isKnown(@Nullable Context context, @Nullable String appender) {
        return context != null
                && context.getObject(KEY + appender) instanceof RecentShortage known
                && !known.over
                && System.nanoTime() - known.began < FORGET_NANOS;
    }
}
