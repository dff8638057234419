// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasStats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NeverStartedTest {
    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "destination=\"127.0.0.1:9\" bufferSize=\"8 apples\"",
                "destination=\"127.0.0.1:9\" bufferSize=\"1GiB\"",
                "host=\"127.0.0.1\" port=\"9\" maxRetries=\"many\""
            })
    void anAppenderThatCouldNotStartCountsWhatItDrops(String attributes) {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(attributes))) {
            assertThat(log4j.stats().offered()).isZero();
            for (int i = 0; i < 3; i++) {
                log4j.logger().info("lost");
            }

            GasStats stats = log4j.stats();
            assertThat(stats.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(stats.destination()).isEqualTo("127.0.0.1:9");
            assertThat(List.of(stats.offered(), stats.dropped(), stats.droppedShutdown()))
                    .containsOnly(3L);
            assertThat(status.ofGas(Level.WARN)).singleElement().asString().contains("'GAS': has dropped 1 event");
        }
    }

    @Test
    void theDropIsAnExceptionIfExceptionsAreNotIgnored() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"nowhere\" ignoreExceptions=\"false\""))) {
            GasAppender appender = log4j.appender();

            assertThatThrownBy(() -> appender.append(Log4jLogEvent.newBuilder().build()))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessageContaining("not started");

            assertThat(log4j.stats().dropped()).isEqualTo(1);
            assertThat(log4j.stats().destination()).isEqualTo("nowhere");
        }
    }

    @Test
    void oneWarningAMinuteSaysHowManyThereAreSoFar() {
        AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
        NeverStarted count = new NeverStarted("logs:1", new StatusReporter("GAS"), nanoTime::get);
        for (int i = 0; i < 100; i++) {
            count.drop();
        }
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        count.drop();
        assertThat(status.ofGas(Level.WARN)).hasSize(1);

        nanoTime.incrementAndGet();
        count.drop();

        assertThat(status.ofGas(Level.WARN)).hasSize(2).last().asString().contains("has dropped 102 events");
    }

    @Test
    void aStartThatSucceedsAfterAllEndsTheCount() {
        GasAppender appender = GasAppender.newBuilder()
                .setName("GAS")
                .setDestination("127.0.0.1:9")
                .setShutdownTimeout("off")
                .setLayout(PatternLayout.createDefaultLayout())
                .build();
        appender.append(Log4jLogEvent.newBuilder().build());
        assertThat(appender.stats().droppedShutdown()).isEqualTo(1);

        appender.start();

        assertThat(appender.stats().offered()).isZero();
        appender.stop();
    }
}
