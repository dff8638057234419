// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class StatusReporterTest {
    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    // close to an overflow, as System.nanoTime() may be
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private final StatusReporter reporter = new StatusReporter("COLLECTOR", nanoTime::get);

    @Test
    void aWarningOfTheClientIsAWarningThatNamesTheAppender() {
        reporter.warned("no {} connection");

        assertThat(status.ofGas(Level.WARN)).singleElement().asString().contains("'COLLECTOR': no {} connection");
    }

    @Test
    void aDefectIsAWarningWithItsStackTrace() {
        reporter.failed("a defect", new IllegalStateException("of GAS"));

        assertThat(status.ofGas(Level.WARN))
                .singleElement()
                .asString()
                .contains(
                        "'COLLECTOR': a defect",
                        "IllegalStateException: of GAS",
                        "\tat " + getClass().getName());
    }

    @Test
    void theEndOfTroubleIsInformation() {
        reporter.informed("connected again");

        assertThat(status.ofGas(Level.INFO)).singleElement().asString().contains("'COLLECTOR': connected again");
    }

    @Test
    void aRefusedOptionIsAnError() {
        reporter.refused("option x");

        assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("'COLLECTOR': option x");
    }

    @Test
    void aFailureToEncodeIsReportedWithItsCause() {
        reporter.encodingFailed(new IllegalStateException("broken toString"));

        assertThat(status.ofGas(Level.WARN)).singleElement().asString().contains("1 event", "broken toString");
    }

    @Test
    void furtherFailuresAreSummedUpAMinuteLater() {
        for (int i = 0; i < 100; i++) {
            reporter.encodingFailed(new IllegalStateException());
        }
        assertThat(status.ofGas(Level.WARN)).hasSize(1);

        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        reporter.encodingFailed(new IllegalStateException());
        assertThat(status.ofGas(Level.WARN)).hasSize(1);

        nanoTime.incrementAndGet();
        reporter.encodingFailed(new IllegalStateException());
        assertThat(status.ofGas(Level.WARN)).hasSize(2).last().asString().contains("101 event");
    }

    @Test
    void aFailureThatCannotBePrintedIsReportedAllTheSame() {
        reporter.encodingFailed(new Unprintable());

        assertThat(status.ofGas(Level.WARN)).last().asString().contains("Unprintable");
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }
}
