// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports, against a clock that the test sets. */
class StatusReporterTest {
    private final ContextAwareBase statuses = new ContextAwareBase();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1); // wraps, as System.nanoTime may
    private final StatusReporter reporter = new StatusReporter(statuses, nanoTime::get);

    @BeforeEach
    void giveTheStatusesAPlace() {
        statuses.setContext(new ContextBase());
    }

    @Test
    void reportsTroubleAsAWarningAndItsEndAsInformation() {
        reporter.warned("trouble");
        reporter.informed("its end");

        assertThat(statuses.getStatusManager().getCopyOfStatusList())
                .extracting(Status::getLevel, Status::getMessage)
                .containsExactly(tuple(Status.WARN, "trouble"), tuple(Status.INFO, "its end"));
    }

    @Test
    void reportsADefectAsAWarningWithItsStackTrace() {
        Throwable defect = new IllegalStateException("defect");

        reporter.failed("a defect", defect);

        assertThat(statuses.getStatusManager().getCopyOfStatusList())
                .extracting(Status::getLevel, Status::getMessage, Status::getThrowable)
                .containsExactly(tuple(Status.WARN, "a defect", defect));
    }

    @Test
    void reportsFailuresOfTheEncoderAtMostOnceAMinute() {
        Throwable first = new IllegalStateException("first");
        Throwable third = new IllegalStateException("third");

        reporter.encodingFailed(first);
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        reporter.encodingFailed(new IllegalStateException("second"));
        nanoTime.incrementAndGet();
        reporter.encodingFailed(third);

        assertThat(statuses.getStatusManager().getCopyOfStatusList())
                .allMatch(status -> status.getLevel() == Status.WARN)
                .extracting(Status::getThrowable)
                .containsExactly(first, third);
    }
}
