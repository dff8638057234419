// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusConsoleListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an alarm is seen. The status logger prints to the same stream, so that a line that comes twice is seen twice. */
final class StandardErrorTest {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, true, UTF_8);
    private final StatusConsoleListener fallback = StatusLogger.getLogger().getFallbackListener();
    private final Level levelBefore = fallback.getStatusLevel();
    private final StatusReporter reporter = new StatusReporter("GAS");

    @TempDir
    private Path directory;

    @BeforeEach
    void replace() {
        System.setErr(stream);
        fallback.setStream(stream);
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        fallback.setStream(standardError);
        fallback.setLevel(levelBefore);
    }

    @Test
    void anAlarmIsPrintedOnceIfTheStatusLoggerShowsErrorsOnly() {
        fallback.setLevel(Level.ERROR);

        reporter.alarmed("lost");
        reporter.warned("no alarm");

        assertThat(lines()).containsExactly("GAS 'GAS': lost");
    }

    @Test
    void anAlarmIsAWarningOfTheStatusLoggerIfThatShowsWarnings() {
        fallback.setLevel(Level.WARN);

        reporter.alarmed("lost");

        assertThat(lines()).singleElement().asString().contains("WARN", "GasAppender 'GAS': lost");
    }

    @Test
    void silenceIsKeptIfItWasChosen() {
        fallback.setLevel(Level.OFF);

        reporter.alarmed("lost");

        assertThat(lines()).isEmpty();
    }

    @Test
    void aListenerThatShowsWarningsIsEnough() {
        fallback.setLevel(Level.ERROR);
        try (StatusRecorder status = new StatusRecorder()) {
            reporter.alarmed("lost");

            assertThat(status.ofGas(Level.WARN)).hasSize(1);
        }
        assertThat(lines()).isEmpty();
    }

    @Test
    void aListenerThatShowsErrorsOnlyIsNotEnough() {
        fallback.setLevel(Level.WARN);
        StatusConsoleListener errors = new StatusConsoleListener(Level.ERROR, stream);
        StatusLogger.getLogger().registerListener(errors);
        try {
            reporter.alarmed("lost");
        } finally {
            StatusLogger.getLogger().removeListener(errors);
        }
        assertThat(lines()).containsExactly("GAS 'GAS': lost");
    }

    @Test
    void anOutageThatCostEventsIsToldOnceWithTheConfigurationOfTheReadme() {
        try (Collector late = Collector.down();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.gas("destination=\"" + late.destination() + "\" bufferSize=\"64KiB\"")
                                .replace("status=\"OFF\"", ""))) {
            for (int i = 0; i < 2000; i++) {
                log4j.logger().info("x".repeat(100));
            }
            await().until(() -> log4j.stats().failedAttempts() > 0);
            assertThat(log4j.stats().droppedBufferFull()).isPositive();
            late.listen();

            await().untilAsserted(() -> assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("GAS 'GAS': ")
                    .contains("BUFFER_FULL"));
            log4j.stop(10_000);
        }
        assertThat(lines()).hasSize(1);
    }

    private List<String> lines() {
        return printed.toString(UTF_8).lines().toList();
    }
}
