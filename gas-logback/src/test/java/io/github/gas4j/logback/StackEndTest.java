// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.testkit.Descent;
import io.github.gas4j.testkit.Reservation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that are logged where the stack is nearly at its end, at every depth. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD) // a thread that waits for a lock hears no interrupt
class StackEndTest {
    private static final int ROUNDS = 8;

    @ParameterizedTest
    @MethodSource("encoders")
    void everyCallThatReturnsIsCountedOnce(Encoder<ILoggingEvent> encoder) throws InterruptedException {
        try (Reservation port = Reservation.onLoopback();
                Logging logging = Logging.inCode(port.destination(), encoder)) {
            LoggingEvent event =
                    new LoggingEvent("test", logging.logger(), Level.INFO, "hello {}", null, new Object[] {"x"});
            Runnable call = () -> logging.appender().doAppend(event);
            Descent descent = new Descent(ROUNDS, call);
            // others that log, for an encoder that they wait for is harder to give back
            List<Rival> rivals = Stream.generate(() -> new Rival(call)).limit(2).toList();
            rivals.forEach(Thread::start);
            for (int round = 0; round < ROUNDS; round++) {
                // a little more stack each time, so that it ends in another place
                descent.run(300_000 + 64 * round);
            }
            long others = 0;
            for (Rival rival : rivals) {
                others += rival.end();
            }

            assertThat(descent.returned()).isGreaterThan(ROUNDS * Descent.DEPTHS / 2);
            assertThat(descent.thrown()).hasOnlyElementsOfType(StackOverflowError.class);
            long calls = descent.returned() + others;
            // what failed while it was copied is counted by the client's own thread
            await().untilAsserted(() -> assertThat(logging.stats().offered()).isEqualTo(calls));
            assertThat(logging.stats().droppedEncodingFailed()).isPositive();
        }
    }

    static Stream<Encoder<ILoggingEvent>> encoders() {
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        pattern.setContext(new LoggerContext());
        pattern.setPattern("%msg%n");
        return Stream.of(
                pattern, ScriptedEncoder.statefully(message -> {}), new DirectEncodingTest.Direct(message -> {}));
    }

    /** Calls something again and again, with plenty of stack. */
    private static final class Rival extends Thread {
        private final Runnable call;
        private volatile boolean over;
        private long calls;

        Rival(Runnable call) {
            super("rival");
            this.call = call;
            setDaemon(true);
        }

        @Override
        public void run() {
            for (; !over; calls++) {
                call.run();
            }
        }

        /** Ends it; returns how many calls it has made. */
        long end() throws InterruptedException {
            over = true;
            join();
            return calls;
        }
    }
}
