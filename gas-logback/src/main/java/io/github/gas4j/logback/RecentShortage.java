// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Why an appender could not be started, because the JVM or the system lacked something; kept in the context for a minute,
 * for other appenders of the same name. SiftingAppender makes a new appender for every event as long as none of them
 * starts, and an attempt to allocate direct memory that is not there takes half a second. A new configuration forgets it.
 *
 * <p>Thread-safe.
 */
final class RecentShortage {
    /** Name of an object in the context, together with the appender's name. */
    private static final String KEY = RecentShortage.class.getName() + ".";

    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long began = System.nanoTime();
    private final Instant until = Instant.now().plusNanos(FORGET_NANOS).truncatedTo(ChronoUnit.SECONDS);
    private final String cause;
    private final AtomicBoolean told = new AtomicBoolean();
    /** Whether an appender of the name has started since. */
    private volatile boolean over;

    private RecentShortage(Throwable failed) {
        String message = failed.getMessage();
        cause = message == null ? failed.toString() : message;
    }

    /** Notes that an appender could not be started; does nothing for one without a name, which nobody shares. */
    static void note(@Nullable Context context, @Nullable String appender, Throwable failed) {
        if (context != null && appender != null) {
            context.putObject(KEY + appender, new RecentShortage(failed));
        }
    }

    /** Notes that an appender of this name has started. */
    static void forget(@Nullable Context context, @Nullable String appender) {
        RecentShortage known = of(context, appender);
        if (known != null) {
            known.over = true;
        }
    }

    /** Returns what an appender of this name lacked within the last minute, null if nothing. */
    static @Nullable RecentShortage of(@Nullable Context context, @Nullable String appender) {
        return context != null
                        && appender != null
                        && context.getObject(KEY + appender) instanceof RecentShortage known
                        && !known.over
                        && System.nanoTime() - known.began < FORGET_NANOS
                ? known
                : null;
    }

    /** Returns what to report; null if that has been done. */
    @Nullable
    String report() {
        return told.getAndSet(true) ? null : "not tried again until " + until + ", because " + cause;
    }
}
