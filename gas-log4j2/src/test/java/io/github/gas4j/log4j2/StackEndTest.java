// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasStats;
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
    private static final int DEPTHS = 300;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallThatReturnsIsCountedOnce(boolean ignoreExceptions) throws InterruptedException {
        String options = "destination=\"127.0.0.1:" + Collector.unusedPort() + "\" ignoreExceptions=\""
                + ignoreExceptions + "\"";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(options))) {
            GasAppender appender = log4j.appender();
            LogEvent event = Log4jLogEvent.newBuilder()
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage("hello"))
                    .build();
            Descent descent = new Descent(() -> appender.append(event));
            for (int round = 0; round < ROUNDS; round++) {
                // a little more stack each time, so that it ends in another place
                descent.run(300_000 + 64 * round);
            }
            log4j.logger().info("after");

            assertThat(descent.returned).isGreaterThan(ROUNDS * DEPTHS / 2);
            // what failed while it was copied is counted by the client's own thread
            await().untilAsserted(() ->
                    assertThat(taken(log4j.stats(), ignoreExceptions)).isEqualTo(descent.returned + 1));
            if (ignoreExceptions) {
                assertThat(descent.thrownFromWithin()).isZero();
            } else {
                assertThat(log4j.stats().droppedEncodingFailed()).isLessThanOrEqualTo(descent.thrown);
            }
            assertThat(log4j.stats().droppedEncodingFailed()).isPositive();
        }
    }

    /** Returns how many events the callers may take for logged. */
    private static long taken(GasStats stats, boolean ignoreExceptions) {
        return stats.offered() - (ignoreExceptions ? 0 : stats.droppedEncodingFailed());
    }

    /** Descends to the end of a stack and calls something at every depth on the way back. Confined to one thread at a time. */
    private static final class Descent {
        private final Runnable call;
        private long returned;
        /** What the calls have thrown; looked at later, where there is stack for it. */
        private final Throwable[] kept = new Throwable[ROUNDS * DEPTHS];

        private int thrown;

        Descent(Runnable call) {
            this.call = call;
        }

        void run(int stackBytes) throws InterruptedException {
            Thread thread = new Thread(null, this::descend, "application", stackBytes);
            thread.start();
            thread.join();
        }

        /** Returns the distance from the end. */
        @SuppressWarnings("InfiniteRecursion") // up to the end of the stack
        private int descend() {
            int distance = 0;
            try {
                distance = descend() + 1;
            } catch (StackOverflowError end) {
                // this is the deepest call
            }
            if (distance < DEPTHS) {
                attempt();
            }
            return distance;
        }

        private void attempt() {
            try {
                call.run();
                returned++;
            } catch (Throwable failed) {
                kept[thrown] = failed; // the application knows that this event was not logged
                thrown++;
            }
        }

        /** Counts what something has thrown that the appender called. */
        private long thrownFromWithin() {
            return Arrays.stream(kept)
                    .limit(thrown)
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
}
