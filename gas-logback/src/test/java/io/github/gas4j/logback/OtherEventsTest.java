// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Reservation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Events that are no {@link ILoggingEvent}s, as logback-access has them: in its configuration no compiler checks types. */
class OtherEventsTest {
    @Test
    void areSentIfTheEncoderTakesThem() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), cast(new RequestEncoder()))) {
            appender(logging).doAppend(new Request("GET /one"));
            appender(logging).doAppend(new Request("GET /two"));

            assertThat(collector.awaitLines(2)).containsExactly("GET /one", "GET /two");
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.warnings()).isEmpty();
        }
    }

    @Test
    void areFiltered() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), cast(new RequestEncoder()))) {
            appender(logging).addFilter(new Filter<>() {
                @Override
                public FilterReply decide(Object event) {
                    return event.equals(new Request("GET /health")) ? FilterReply.DENY : FilterReply.NEUTRAL;
                }
            });
            appender(logging).doAppend(new Request("GET /health"));
            appender(logging).doAppend(new Request("GET /one"));

            assertThat(collector.awaitLines(1)).containsExactly("GET /one");
            assertThat(logging.stats().offered()).isEqualTo(1);
        }
    }

    @Test
    void areCountedIfTheEncoderDoesNotTakeThem() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            assertThatCode(() -> appender(logging).doAppend(new Request("GET /one")))
                    .doesNotThrowAnyException();

            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("could not be encoded"));
        }
    }

    @Test
    void areShedLikeInfo() {
        try (Reservation port = Reservation.onLoopback();
                Logging logging = Logging.to(
                        port.destination(),
                        "<bufferSize>64KiB</bufferSize><shedLevel>INFO</shedLevel><shedThreshold>1%</shedThreshold>")) {
            logging.logger().warn("x".repeat(4_000));
            appender(logging).doAppend(new Request("GET /one"));

            assertThat(logging.stats().droppedShed()).isEqualTo(1);
        }
    }

    @SuppressWarnings("unchecked")
    private static Appender<Object> appender(Logging logging) {
        return (Appender<Object>) (Appender<?>) logging.appender();
    }

    @SuppressWarnings("unchecked")
    private static Encoder<ILoggingEvent> cast(Encoder<?> encoder) {
        return (Encoder<ILoggingEvent>) encoder;
    }

    private record Request(String line) {}

    /** Encodes requests only. */
    private static final class RequestEncoder extends EncoderBase<Request> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(Request event) {
            return event.line().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
