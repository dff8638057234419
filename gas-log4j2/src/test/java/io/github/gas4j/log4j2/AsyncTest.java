// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Log4j's own asynchronous ways to an appender, with Gas at their end. */
@Timeout(120)
final class AsyncTest {
    private static final int EVENTS = 20_000;
    private static final List<String> EXPECTED =
            IntStream.range(0, EVENTS).mapToObj(i -> "event " + i).toList();

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void everythingArrivesThroughAnAsyncAppender() {
        String async = "<Async name=\"ASYNC\"><AppenderRef ref=\"GAS\"/></Async>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(gas() + async, "ASYNC"))) {
            log(log4j);
            assertAllArrived();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void everythingArrivesThroughAnAsyncLogger() {
        try (Log4j log4j = Log4j.startAsync(directory, Log4j.configuration(gas(), "GAS"))) {
            log(log4j);
            assertAllArrived();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void everythingArrivesThroughAnAsyncLoggerAmongOthers() {
        String logger = "<AsyncLogger name=\"test\" level=\"INFO\" additivity=\"false\"><AppenderRef ref=\"GAS\"/>"
                + "</AsyncLogger>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(gas(), "GAS", logger))) {
            log(log4j);
            assertAllArrived();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void whatWaitsInAnAsyncAppenderIsSentWhenTheContextStops() {
        String async = "<Async name=\"ASYNC\" bufferSize=\"" + EVENTS + "\"><AppenderRef ref=\"GAS\"/></Async>";
        Log4j log4j = Log4j.start(directory, Log4j.configuration(gas() + async, "ASYNC"));
        log(log4j);
        log4j.stop(0);

        assertThat(collector.lines()).isEqualTo(EXPECTED);
    }

    @Test
    void whatWaitsForAnAsyncLoggerIsSentWhenTheContextStops() {
        Log4j log4j = Log4j.startAsync(directory, Log4j.configuration(gas(), "GAS"));
        log(log4j);
        log4j.stop(0);

        assertThat(collector.lines()).isEqualTo(EXPECTED);
    }

    private static void log(Log4j log4j) {
        Logger logger = log4j.logger();
        for (int i = 0; i < EVENTS; i++) {
            logger.info("event {}", i);
        }
    }

    private void assertAllArrived() {
        await().untilAsserted(() -> assertThat(collector.lines()).isEqualTo(EXPECTED));
    }

    private String gas() {
        return "<Gas name=\"GAS\" destination=\"" + collector.destination() + "\" shutdownTimeout=\"30s\">"
                + "<PatternLayout pattern=\"%m%n\"/></Gas>";
    }
}
