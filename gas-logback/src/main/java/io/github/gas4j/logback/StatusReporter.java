// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.ContextAware;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Reports to Logback's status list. Never reports an ERROR, which means an invalid configuration. Spring Boot fails to
 * start because of an ERROR, and a collector that is down must not cause that.
 *
 * <p>Thread-safe.
 */
final class StatusReporter {
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final ContextAware statuses;
    private final LongSupplier nanoTime;
    private final AtomicLong nextReport;

    StatusReporter(ContextAware statuses, LongSupplier nanoTime) {
        this.statuses = statuses;
        this.nanoTime = nanoTime;
        nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    void warned(String message) {
        statuses.addWarn(message);
    }

    /**
     * Reports a warning that somebody must see. If no status listener is there, it goes to standard error too. One that discards
     * everything has been chosen by somebody. Spring Boot's own, since 3.5, prints warnings; before, there is none.
     *
     * @param name whose trouble it is
     */
    void alarmed(String name, String message) {
        statuses.addWarn(message);
        Context context = statuses.getContext();
        if (context == null
                || context.getStatusManager().getCopyOfStatusListenerList().isEmpty()) {
            StandardError.print(name, message);
        }
    }

    void failed(String message, Throwable cause) {
        statuses.addWarn(message, cause);
    }

    void informed(String message) {
        statuses.addInfo(message);
    }

    /** Reports what failed while an appender stopped. Never throws. */
    void stopFailed(Throwable failed) {
        try {
            statuses.addWarn("Appender failed while it stopped, and went on: " + failed, failed);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must end anyway.
        }
    }

    /** Reports that an event could not be encoded and was dropped, at most once a minute. */
    void encodingFailed(Throwable cause) {
        long now = nanoTime.getAsLong();
        long due = nextReport.get();
        if (now - due >= 0 && nextReport.compareAndSet(due, now + INTERVAL_NANOS)) {
            statuses.addWarn(
                    "An event could not be encoded and was dropped, counted as ENCODING_FAILED;"
                            + " further ones are counted too, but reported at most once a minute",
                    cause);
        }
    }
}
