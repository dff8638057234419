// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Events that are logged where the stack is nearly at its end, at every depth. */
class StackEndTest {
    private static final int ROUNDS = 8;
    private static final int DEPTHS = 300;

    @Test
    void everyCallThatReturnsIsCountedOnce() throws IOException, InterruptedException {
        try (ClosedPort port = new ClosedPort();
                Logging logging = Logging.to(port.address())) {
            LoggingEvent event =
                    new LoggingEvent("test", logging.logger(), Level.INFO, "hello {}", null, new Object[] {"x"});
            Descent descent = new Descent(() -> logging.appender().doAppend(event));
            for (int round = 0; round < ROUNDS; round++) {
                // a little more stack each time, so that it ends in another place
                descent.run(300_000 + 64 * round);
            }

            assertThat(descent.returned).isGreaterThan(ROUNDS * DEPTHS / 2);
            assertThat(logging.stats().offered()).isEqualTo(descent.returned);
            assertThat(logging.stats().droppedEncodingFailed()).isPositive();
        }
    }

    /** Descends to the end of a stack and calls something at every depth on the way back. Confined to one thread at a time. */
    private static final class Descent {
        private final Runnable call;
        private long returned;

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
            } catch (StackOverflowError thrown) {
                // the application knows that this event was not logged
            }
        }
    }
}
