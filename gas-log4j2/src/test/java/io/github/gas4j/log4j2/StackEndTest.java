// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Descent;
import io.github.gas4j.testkit.Reservation;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events that are logged where the stack is nearly at its end, at every depth. They are given to the appender itself:
 * Log4j swallows errors before an appender is reached.
 */
final class StackEndTest {
    private static final int ROUNDS = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallThatReturnsIsCountedOnce(boolean ignoreExceptions) throws InterruptedException {
        String options = "destination=\"%s\" ignoreExceptions=\"%s\"";
        try (Reservation nobody = Reservation.onLoopback();
                Log4j log4j =
                        Log4j.start(directory, Log4j.gas(options.formatted(nobody.destination(), ignoreExceptions)))) {
            GasAppender appender = log4j.appender();
            LogEvent event = Log4jLogEvent.newBuilder()
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage("hello"))
                    .build();
            Descent descent = new Descent(ROUNDS, () -> appender.append(event));
            for (int round = 0; round < ROUNDS; round++) {
                // a little more stack each time, so that it ends in another place
                descent.run(300_000 + 64 * round);
            }
            log4j.logger().info("after");

            assertThat(descent.returned()).isGreaterThan(ROUNDS * Descent.DEPTHS / 2);
            // what failed while it was copied is counted by the client's own thread
            await().untilAsserted(() ->
                    assertThat(taken(log4j.stats(), ignoreExceptions)).isEqualTo(descent.returned() + 1));
            if (ignoreExceptions) {
                assertThat(thrownFromWithin(descent)).isZero();
            } else {
                assertThat(log4j.stats().droppedEncodingFailed())
                        .isLessThanOrEqualTo(descent.thrown().size());
            }
            assertThat(log4j.stats().droppedEncodingFailed()).isPositive();
        }
    }

    /** Returns how many events the callers may take for logged. */
    private static long taken(GasStats stats, boolean ignoreExceptions) {
        return stats.offered() - (ignoreExceptions ? 0 : stats.droppedEncodingFailed());
    }

    /** Counts what something has thrown that the appender called. */
    private static long thrownFromWithin(Descent descent) {
        return descent.thrown().stream()
                .filter(failed -> isFromWithin(failed.getStackTrace()))
                .count();
    }

    private static boolean isFromWithin(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                        .skip(1)
                        .anyMatch(frame -> frame.getClassName().equals(GasAppender.class.getName()))
                && !trace[0].getMethodName().startsWith("$"); // put there by the agent that measures coverage
    }
}
