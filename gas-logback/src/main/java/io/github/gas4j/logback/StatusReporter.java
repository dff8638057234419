// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.spi.ContextAware;
import io.github.gas4j.core.GasListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Reports to Logback's status list. Never reports an ERROR, which means an invalid configuration. Spring Boot fails to
 * start because of an ERROR, and a collector that is down must not cause that.
 *
 * <p>Thread-safe.
 */
final class StatusReporter implements GasListener {
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final ContextAware statuses;
    private final LongSupplier nanoTime;
    private final AtomicLong nextReport;

    StatusReporter(ContextAware statuses, LongSupplier nanoTime) {
        this.statuses = statuses;
        this.nanoTime = nanoTime;
        nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public void warned(String message) {
        statuses.addWarn(message);
    }

    @Override
    public void failed(String message, Throwable cause) {
        statuses.addWarn(message, cause);
    }

    @Override
    public void informed(String message) {
        statuses.addInfo(message);
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
