// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the context that an appender could not start, because the JVM or the system lacked something. The note is
 * valid for a minute and for other appenders of the same name. SiftingAppender creates a new appender for every event
 * while none of them starts, and an attempt to allocate unavailable direct memory takes half a second. A new
 * configuration discards the note.
 *
 * <p>Thread-safe.
 */
final class RecentShortage {
    /** End of the message that reports the shortage. */
    static final String HINT = "; no other appender of this name is tried within a minute";

    /** Prefix of the note's key in the context. The appender's name follows. */
    private static final String KEY = RecentShortage.class.getName() + ".";

    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long began = System.nanoTime();
    /** Whether an appender of this name has started since. */
    private volatile boolean over;

    private RecentShortage() {}

    /** Notes that an appender could not start. Ignores an appender without a name, because no other one shares it. */
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
