// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same appender, started again after a reset of its context. */
class RestartTest {
    private final LoggerContext context = new LoggerContext();
    private final ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});
    private final Collector collector = Collector.down();
    private final GasAppender appender = new GasAppender();

    @AfterEach
    void close() {
        context.stop();
        collector.close();
    }

    private GasClient start() {
        appender.setContext(context);
        appender.setName("AGAIN");
        appender.addDestination(collector.destination());
        appender.setEncoder(encoder);
        context.start();
        appender.start();
        return Logging.running("AGAIN").get(0);
    }

    @Test
    void theEndOfItsEarlierClientLeavesItsEncoderStarted() {
        GasClient earlier = start();
        context.reset();
        appender.stop();
        appender.setFraming("NUL"); // so that it does not adopt its client
        appender.start();
        assertThat(Logging.running("AGAIN")).hasSize(2);

        earlier.close(Duration.ZERO);
        await().until(() -> !Logging.running("AGAIN").contains(earlier));

        assertThat(encoder.isStarted()).isTrue();
    }

    @Test
    void aFailureAtTheRestartLosesNothingThatIsBuffered() {
        FailsLater fallback = new FailsLater();
        fallback.setContext(context);
        fallback.start();
        appender.addAppender(fallback);
        GasClient client = start();
        appender.doAppend(Logging.event("event"));
        context.reset();
        appender.stop();

        appender.start();

        assertThat(appender.isStarted()).isFalse();
        collector.listen();
        assertThat(collector.awaitLines(1)).hasSize(1);
        assertThat(client.stats().dropped()).isZero();
    }

    /** An appender that starts once. */
    private static final class FailsLater extends AppenderBase<ILoggingEvent> {
        private boolean begun;

        @Override
        public void start() {
            if (begun) {
                throw new IllegalStateException("a second start");
            }
            begun = true;
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {}
    }
}
