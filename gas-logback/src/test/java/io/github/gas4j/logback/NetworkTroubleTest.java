// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Collectors that are down, unknown or come and go: warnings at most, which Spring Boot lets pass. */
class NetworkTroubleTest {
    private static final String IMPATIENT =
            "<maxRetryInterval>100ms</maxRetryInterval><shutdownTimeout>100ms</shutdownTimeout>";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void startsWhileTheCollectorIsDownAndSendsOnceItIsUp() {
        ClosedPort port = new ClosedPort();
        try (Logging logging = Logging.to(port.address(), IMPATIENT)) {
            logging.logger().info("during the outage");
            await().atMost(PATIENCE).until(() -> !logging.warnings().isEmpty());

            port.close();
            try (Collector collector = Collector.startOn(port.number())) {
                assertThat(collector.awaitLines(1)).containsExactly("during the outage");
                await().atMost(PATIENCE)
                        .until(() -> logging.information().stream().anyMatch(line -> line.contains(port.address())));
            }

            assertThat(logging.warnings()).anyMatch(warning -> warning.contains(port.address()));
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void startsWithAHostThatIsUnknown() {
        String destination = "no-such-host.invalid:5170";
        try (Logging logging = Logging.to(destination, IMPATIENT, "<connectTimeout>500ms</connectTimeout>")) {
            assertThat(logging.appender().isStarted()).isTrue();
            logging.logger().info("to nobody");

            await().atMost(PATIENCE)
                    .until(() -> logging.warnings().stream().anyMatch(warning -> warning.contains(destination)));

            logging.appender().stop();
            await().atMost(PATIENCE).until(() -> logging.stats().droppedShutdown() == 1);
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void losesTheConnectionWithoutAnError() {
        try (Collector collector = Collector.start();
                Logging logging = Logging.to(collector.address(), IMPATIENT)) {
            logging.logger().info("one");
            collector.awaitLines(1);

            collector.disconnect();

            logging.logger().info("two");
            await().atMost(PATIENCE).until(() -> collector.received(1).endsWith("two\n"));
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void givesUpEventsWithoutAnError() {
        try (ClosedPort nobody = new ClosedPort();
                Logging logging = Logging.to(nobody.address(), IMPATIENT, "<maxRetries>0</maxRetries>")) {
            logging.logger().info("one");

            await().atMost(PATIENCE).until(() -> logging.stats().droppedRetriesExhausted() == 1);
            assertThat(logging.appender().isStarted()).isTrue();
            assertThat(logging.errors()).isEmpty();
        }
    }
}
