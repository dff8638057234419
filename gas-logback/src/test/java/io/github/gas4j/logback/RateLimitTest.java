// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code rateLimit} refuses. The limit is so low that nothing comes back during a test. */
class RateLimitTest {
    private static final AtomicInteger ENCODED = new AtomicInteger();

    /** Counts what it encodes. Public for the configuration file. */
    public static final class CountingEncoder extends PatternLayoutEncoder {
        @Override
        public byte[] encode(ILoggingEvent event) {
            ENCODED.incrementAndGet();
            return super.encode(event);
        }
    }

    @BeforeEach
    void countFromZero() {
        ENCODED.set(0);
    }

    private static Logging limited(Collector collector, String furtherElements) {
        return Logging.with("<destination>" + collector.destination() + "</destination>"
                + "<rateLimit>1/h</rateLimit><rateBurst>3</rateBurst>"
                + "<encoder class=\"" + CountingEncoder.class.getName() + "\"><pattern>%msg%n</pattern></encoder>"
                + furtherElements);
    }

    @Test
    void isNotEncodedAndIsCounted() {
        try (Collector collector = Collector.up();
                Logging logging = limited(collector, "")) {
            for (int i = 0; i < 100; i++) {
                logging.logger().error("event {}", i);
            }

            assertThat(collector.awaitLines(3)).containsExactly("event 0", "event 1", "event 2");
            assertThat(ENCODED).hasValue(3);
            GasStats stats = logging.stats();
            assertThat(stats.offered()).isEqualTo(100);
            assertThat(stats.droppedRateLimited()).isEqualTo(97);
            assertThat(stats.dropped()).isEqualTo(97);
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void isNotAskedForEventsThatAFilterDenies() {
        String filter = "<filter class=\"ch.qos.logback.classic.filter.ThresholdFilter\"><level>WARN</level></filter>";

        try (Collector collector = Collector.up();
                Logging logging = limited(collector, filter)) {
            for (int i = 0; i < 100; i++) {
                logging.logger().info("denied");
            }
            logging.logger().warn("taken");

            assertThat(collector.awaitLines(1)).containsExactly("taken");
            assertThat(logging.stats().offered()).isEqualTo(1);
            assertThat(logging.stats().dropped()).isZero();
        }
    }
}
