// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Reservation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Collectors that are down, unknown or come and go: warnings at most, which Spring Boot lets pass. */
class NetworkTroubleTest {
    private static final String IMPATIENT =
            "<maxRetryInterval>100ms</maxRetryInterval><shutdownTimeout>100ms</shutdownTimeout>";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void startsWhileTheCollectorIsDownAndSendsOnceItIsUp() {
        try (Collector collector = Collector.down();
                Logging logging = Logging.to(collector.destination(), IMPATIENT)) {
            logging.logger().info("during the outage");
            await().atMost(PATIENCE).until(() -> !logging.warnings().isEmpty());

            collector.listen();
            assertThat(collector.awaitLines(1)).containsExactly("during the outage");
            await().atMost(PATIENCE)
                    .until(() ->
                            logging.information().stream().anyMatch(line -> line.contains(collector.destination())));

            assertThat(logging.warnings()).anyMatch(warning -> warning.contains(collector.destination()));
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

            GasAppender appender = logging.appender();
            logging.context.stop();
            assertThat(Objects.requireNonNull(appender.stats()).droppedShutdown())
                    .isEqualTo(1);
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void losesTheConnectionWithoutAnError() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination(), IMPATIENT)) {
            logging.logger().info("one");
            collector.awaitLines(1);

            collector.endConnections(Ending.FIN);

            logging.logger().info("two");
            await().atMost(PATIENCE).until(() -> collector.journal().text(1).endsWith("two\n"));
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void givesUpEventsWithoutAnError() {
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.to(nobody.destination(), IMPATIENT, "<maxRetries>0</maxRetries>")) {
            logging.logger().info("one");

            await().atMost(PATIENCE).until(() -> logging.stats().droppedRetriesExhausted() == 1);
            assertThat(logging.appender().isStarted()).isTrue();
            assertThat(logging.errors()).isEmpty();
        }
    }
}
