// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log4j's own Failover, with Gas as the primary and a file as the way out. */
final class FailoverTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";

    @TempDir
    private Path directory;

    @Test
    void whatFindsNoRoomGoesElsewhereAndNothingIsLost() throws Exception {
        try (Collector late = Collector.down()) {
            String attributes = "destination=\"" + late.destination() + "\" bufferSize=\"64KiB\" maxRetries=\"-1\""
                    + " retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";
            try (Log4j log4j = start(attributes)) {
                List<String> expected = IntStream.range(0, 2000)
                        .mapToObj(i -> i + " " + "x".repeat(100))
                        .toList();
                expected.forEach(log4j.logger()::info);

                List<String> elsewhere = elsewhere();
                assertThat(elsewhere).isNotEmpty().hasSizeLessThan(2000);
                assertThat(log4j.stats().droppedBufferFull()).isEqualTo(elsewhere.size());
                late.listen();
                await().untilAsserted(() -> assertThat(late.lines()).hasSize(2000 - elsewhere.size()));
                assertThat(Stream.concat(late.lines().stream(), elsewhere.stream()))
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void whatCannotBeEncodedGoesElsewhere() throws Exception {
        try (Collector collector = Collector.up();
                Log4j log4j = start("destination=\"" + collector.destination() + "\"")) {
            log4j.logger().info(new FailsAtFirst());

            assertThat(elsewhere()).containsExactly("second attempt");
            assertThat(log4j.stats().droppedEncodingFailed()).isEqualTo(1);
        }
    }

    @Test
    void whatIsTooLargeGoesElsewhere() throws Exception {
        try (Collector collector = Collector.up();
                Log4j log4j = start("destination=\"" + collector.destination() + "\" maxEventSize=\"10\"")) {
            log4j.logger().info("12345678901");
            log4j.logger().info("1234567890");

            assertThat(elsewhere()).containsExactly("12345678901");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("1234567890"));
        }
    }

    @Test
    void everythingGoesElsewhereIfTheAppenderIsStopped() throws Exception {
        try (Collector collector = Collector.up();
                Log4j log4j = start("destination=\"" + collector.destination() + "\"")) {
            log4j.appender().stop(10, TimeUnit.SECONDS);
            log4j.logger().info("stopped");

            assertThat(elsewhere()).containsExactly("stopped");
        }
    }

    @Test
    void everythingGoesElsewhereIfTheConfigurationIsRefused() throws Exception {
        try (Log4j log4j = start("destination=\"nowhere\"")) {
            log4j.logger().info("refused");

            assertThat(elsewhere()).containsExactly("refused");
        }
    }

    @Test
    void comesBackOnceThereIsRoomAgain() throws Exception {
        try (Collector late = Collector.down()) {
            String attributes = "destination=\"" + late.destination() + "\" bufferSize=\"64KiB\" maxRetries=\"-1\""
                    + " delivery=\"NONE\" retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";
            try (Log4j log4j = start(attributes)) {
                Logger logger = log4j.logger();
                for (int i = 0; i < 1000; i++) {
                    logger.info("x".repeat(100));
                }
                int elsewhere = elsewhere().size();
                assertThat(elsewhere).isPositive();

                late.listen();
                await().untilAsserted(
                                () -> assertThat(log4j.stats().bufferedEvents()).isZero());
                logger.info("back");
                await().untilAsserted(() -> assertThat(late.lines()).endsWith("back"));
                assertThat(elsewhere()).hasSize(elsewhere);
            }
        }
    }

    private Log4j start(String attributes) {
        String appenders = "<Gas name=\"GAS\" ignoreExceptions=\"false\" " + attributes + ">" + PATTERN + "</Gas>"
                + "<File name=\"FILE\" fileName=\"" + file() + "\">" + PATTERN + "</File>"
                + "<Failover name=\"FAILOVER\" primary=\"GAS\" retryIntervalSeconds=\"0\">"
                + "<Failovers><AppenderRef ref=\"FILE\"/></Failovers></Failover>";
        return Log4j.start(directory, Log4j.configuration(appenders, "FAILOVER"));
    }

    private List<String> elsewhere() throws IOException {
        return Files.readAllLines(file());
    }

    private Path file() {
        return directory.resolve("elsewhere.log");
    }

    /** A message that the first layout fails on and the second does not. */
    @AsynchronouslyFormattable
    private static final class FailsAtFirst implements Message {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public String getFormattedMessage() {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("first attempt");
            }
            return "second attempt";
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
