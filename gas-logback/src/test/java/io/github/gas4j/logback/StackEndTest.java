// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are logged where the stack is nearly at its end, at every depth. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD) // a thread that waits for a lock hears no interrupt
class StackEndTest {
    private static final int ROUNDS = 8;
    private static final int DEPTHS = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCallThatReturnsIsCountedOnce(boolean stateful) throws InterruptedException {
        try (ClosedPort port = new ClosedPort();
                Logging logging = stateful
                        ? Logging.inCode(port.address(), ScriptedEncoder.statefully(message -> {}))
                        : Logging.to(port.address())) {
            LoggingEvent event =
                    new LoggingEvent("test", logging.logger(), Level.INFO, "hello {}", null, new Object[] {"x"});
            Runnable call = () -> logging.appender().doAppend(event);
            Descent descent = new Descent(call);
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

            assertThat(descent.returned).isGreaterThan(ROUNDS * DEPTHS / 2);
            long calls = descent.returned + others;
            // what failed while it was copied is counted by the client's own thread
            await().untilAsserted(() -> assertThat(logging.stats().offered()).isEqualTo(calls));
            assertThat(logging.stats().droppedEncodingFailed()).isPositive();
        }
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
