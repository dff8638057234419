// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.apache.logging.log4j.core.util.Cancellable;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Log4j's shutdown hook runs before it stops the context, run here without an exit. */
@Timeout(120)
final class ShutdownCallbackTest {
    private final LoggerContextFactory usual = LogManager.getFactory();
    private final Callbacks callbacks = new Callbacks();

    @TempDir
    private Path directory;

    @BeforeEach
    void collectCallbacks() {
        LogManager.setFactory(new Log4jContextFactory(callbacks));
    }

    @AfterEach
    void restoreFactory() {
        LogManager.setFactory(usual);
    }

    @Test
    void stoppingTakesWhatTheCallbackHasLeftOfTheOption() {
        Duration timeout = Duration.ofSeconds(4);
        try (Collector hung = Collector.hung();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(hung) + " shutdownTimeout=\"4s\""))) {
            fill(log4j);
            callbacks.run();
            await().pollDelay(timeout).until(() -> true);

            long began = System.nanoTime();
            log4j.stop(0);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(timeout.multipliedBy(3).dividedBy(4));
        }
    }

    @Test
    void aTimeoutThatSomebodyChoseStays() {
        try (Collector hung = Collector.hung();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(hung) + " shutdownTimeout=\"1ms\""))) {
            fill(log4j);
            callbacks.run();

            hung.goDown(Ending.RESET);
            hung.readFlatOut();
            hung.listen();
            assertThat(log4j.appender().stop(50, TimeUnit.SECONDS)).isTrue();
            assertThat(hung.lines()).isNotEmpty();
        }
    }

    /** Logs more than the sockets to a hung collector take. */
    private static void fill(Log4j log4j) {
        String message = "x".repeat(1000);
        for (int i = 0; i < 6000; i++) {
            log4j.logger().info(message);
        }
    }

    private static String to(Collector collector) {
        return "destination=\"" + collector.destination() + "\"";
    }

    /** Keeps what is registered. */
    private static final class Callbacks implements ShutdownCallbackRegistry {
        private final List<Runnable> registered = new CopyOnWriteArrayList<>();

        @Override
        public Cancellable addShutdownCallback(Runnable callback) {
            registered.add(callback);
            return new Cancellable() {
                @Override
                public void cancel() {
                    registered.remove(callback);
                }

                @Override
                public void run() {
                    callback.run();
                }
            };
        }

        void run() {
            assertThat(registered).isNotEmpty();
            registered.forEach(Runnable::run);
        }
    }
}
