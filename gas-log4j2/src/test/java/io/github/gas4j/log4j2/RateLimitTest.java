// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rateLimit} refuses. The limit is so low that nothing comes back during a test. */
final class RateLimitTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";

    @AutoClose
    private final Collector collector = Collector.up();

    @TempDir
    private Path directory;

    private final AtomicInteger encoded = new AtomicInteger();

    private String limited() {
        return "destination=\"" + collector.destination() + "\" rateLimit=\"1/h\" rateBurst=\"3\"";
    }

    @Test
    void isNotEncodedAndIsCountedAndThrowsNothing() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(limited() + " ignoreExceptions=\"false\""))) {
            for (int i = 0; i < 100; i++) {
                Message message = new Counted("event " + i);
                assertThatCode(() -> log4j.logger().error(message)).doesNotThrowAnyException();
            }

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("event 0", "event 1", "event 2"));
            assertThat(encoded).hasValue(3);
            GasStats stats = log4j.stats();
            assertThat(stats.offered()).isEqualTo(100);
            assertThat(stats.droppedRateLimited()).isEqualTo(97);
            assertThat(stats.dropped()).isEqualTo(97);
        }
    }

    /** So that the test above would see an exception. */
    @Test
    void isNotTheReasonThatThrows() {
        try (Log4j log4j =
                Log4j.start(directory, Log4j.gas(limited() + " maxEventSize=\"5\" ignoreExceptions=\"false\""))) {
            assertThatThrownBy(() -> log4j.logger().error("too large")).isInstanceOf(AppenderLoggingException.class);
        }
    }

    @Test
    void doesNotGoElsewhere() throws IOException {
        Path elsewhere = directory.resolve("elsewhere.log");
        String appenders = "<Gas name=\"GAS\" ignoreExceptions=\"false\" " + limited() + ">" + PATTERN + "</Gas>"
                + "<File name=\"FILE\" fileName=\"" + elsewhere + "\">" + PATTERN + "</File>"
                + "<Failover name=\"FAILOVER\" primary=\"GAS\" retryIntervalSeconds=\"0\">"
                + "<Failovers><AppenderRef ref=\"FILE\"/></Failovers></Failover>";

        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appenders, "FAILOVER"))) {
            for (int i = 0; i < 100; i++) {
                log4j.logger().error("event");
            }

            assertThat(log4j.stats().droppedRateLimited()).isEqualTo(97);
            assertThat(Files.readAllLines(elsewhere)).isEmpty();
        }
    }

    @Test
    void isRememberedAcrossAReload() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(limited()))) {
            for (int i = 0; i < 3; i++) {
                log4j.logger().error("event");
            }

            log4j.reload(Log4j.gas(limited() + " maxRetries=\"7\""));
            log4j.logger().error("event");

            assertThat(log4j.stats().offered()).isEqualTo(4);
            assertThat(log4j.stats().droppedRateLimited()).isEqualTo(1);
        }
    }

    /** A message that only the layout formats. */
    @AsynchronouslyFormattable
    private final class Counted implements Message {
        private static final long serialVersionUID = 1L;

        private final String text;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public String getFormattedMessage() {
            encoded.incrementAndGet();
            return text;
        }

        @Override
        public Object @Nullable [] getParameters() {
            return null;
        }

        @Override
        public @Nullable Throwable getThrowable() {
            return null;
        }
    }
}
