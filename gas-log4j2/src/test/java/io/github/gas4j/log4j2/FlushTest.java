// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FlushTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void everythingLoggedBeforeIsReleasedAfterAFlush() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"" + collector.destination() + "\""))) {
            log4j.logger().info("one");

            assertThat(log4j.appender().flush(LONG)).isTrue();

            assertThat(collector.lines()).containsExactly("one");
            assertThat(log4j.stats().released()).isEqualTo(1);
        }
    }

    @Test
    void aFlushSaysThatTheCollectorIsDown() {
        try (Collector down = Collector.down();
                Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"" + down.destination() + "\""))) {
            log4j.logger().info("one");

            assertThat(log4j.appender().flush(Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void anAppenderThatCouldNotStartFlushesNothing() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"nowhere\""))) {
            assertThat(log4j.appender().flush(LONG)).isFalse();
        }
    }
}
