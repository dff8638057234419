// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.AppenderControl;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reloads while the application logs, with each of Log4j's strategies for that. */
@Timeout(180)
final class ReloadUnderLoadTest {
    private static final String STRATEGY = "log4j.ReliabilityStrategy";
    private static final String WAIT = "log4j.waitMillisBeforeStopOldConfig";
    private static final int RELOADS = 20;
    private static final long PAUSE_NANOS = 50_000;

    @TempDir
    private Path directory;

    @AfterEach
    void useTheDefault() {
        System.clearProperty(STRATEGY);
        System.clearProperty(WAIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AwaitCompletion", "Locking", "AwaitUnconditionally"})
    void everythingArrivesThatAnAppenderBesideItSaw(String strategy) throws Exception {
        System.setProperty(STRATEGY, strategy);
        System.setProperty(WAIT, "0");
        AtomicBoolean over = new AtomicBoolean();
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, configuration(collector, 0))) {
            assertThat(log4j.context().getConfiguration().getRootLogger().getReliabilityStrategy())
                    .matches(used -> used.getClass().getSimpleName().startsWith(strategy));
            GasClient client = log4j.client();
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(thread -> Threads.start(false, "load-" + thread, () -> log(log4j, thread, over)))
                    .toList();

            for (int i = 1; i <= RELOADS; i++) {
                boolean reboots = i % 2 == 0;
                if (reboots) {
                    collector.goDown(i % 4 == 0 ? Ending.FIN : Ending.RESET);
                }
                long seen = client.stats().offered();
                log4j.reload(configuration(collector, i));
                assertThat(log4j.client()).isSameAs(client);
                await().until(() -> client.stats().offered() > seen + 50);
                if (reboots) {
                    collector.listen();
                }
            }
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }

            List<String> seen = Files.readAllLines(directory.resolve("control.log"));
            await().untilAsserted(() -> assertThat(new HashSet<>(collector.lines()).containsAll(seen))
                    .isTrue());
            assertThat(client.stats().offered()).isEqualTo(seen.size());
            assertThat(client.stats().dropped()).isZero();
            log4j.stop(10_000);
        }
    }

    /** With AwaitUnconditionally, Log4j stops an appender while events are on their way to it. */
    @Test
    void anEventThatReachesAnAppenderAfterItsStopArrives() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, configuration(collector, 0))) {
            AppenderControl old = new AppenderControl(log4j.appender(), null, null);

            log4j.reload(configuration(collector, 1));
            assertThat(log4j.appender()).isNotSameAs(old.getAppender());
            assertThat(old.getAppender().isStopped()).isTrue();
            old.callAppender(Log4jLogEvent.newBuilder()
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage("late"))
                    .build());

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("late"));
            assertThat(log4j.stats().dropped()).isZero();
        }
    }

    private static void log(Log4j log4j, int thread, AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            log4j.logger().info("{}-{}", thread, i);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns a configuration in which an option changes from one reload to the next. */
    private String configuration(Collector collector, int reload) {
        return """
                <Configuration status="OFF" shutdownHook="disable">
                  <Appenders>
                    <File name="CONTROL" fileName="%s"><PatternLayout pattern="%%m%%n"/></File>
                    <Gas name="GAS" destination="%s" maxRetries="%d" retryInterval="1ms" maxRetryInterval="20ms"
                         overflow="BLOCK" blockTimeout="1m"><PatternLayout pattern="%%m%%n"/></Gas>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="CONTROL"/><AppenderRef ref="GAS"/></Root></Loggers>
                </Configuration>
                """.formatted(directory.resolve("control.log"), collector.destination(), 1_000_000 + reload);
    }
}
