// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what appenders of one configuration drop because they have not started, and says when it is time for a line about it.
 * It is kept in the context: a {@code SiftingAppender} makes a new appender for every event while none starts.
 *
 * <p>Thread-safe.
 */
final class NotStarted {
    private static final String KEY = NotStarted.class.getName();
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong nextReport = new AtomicLong(System.nanoTime());

    NotStarted() {}

    /** Returns that of a context. Two threads may make two of it in the beginning, which repeats a line at most. */
    static NotStarted in(@Nullable Context context) {
        if (context != null && context.getObject(KEY) instanceof NotStarted known) {
            return known;
        }
        NotStarted made = new NotStarted();
        if (context != null) {
            context.putObject(KEY, made);
        }
        return made;
    }

    /** Counts an event. Returns a line if the last one is at least a minute old. */
    @Nullable
    String drop() {
        long dropped = events.incrementAndGet();
        long now = System.nanoTime();
        long due = nextReport.get();
        return now - due >= 0 && nextReport.compareAndSet(due, now + INTERVAL_NANOS)
                ? dropped + (dropped == 1 ? " event was" : " events were")
                        + " dropped so far, because this or another appender of this configuration is not started; the"
                        + " error at its start says why"
                : null;
    }
}
