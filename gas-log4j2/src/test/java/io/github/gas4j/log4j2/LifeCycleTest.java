// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.selector.ContextSelector;
import org.apache.logging.log4j.core.util.Log4jThread;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class LifeCycleTest {
    private static final String RETRIES = " maxRetries=\"-1\" retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void anUnknownHostDoesNotPreventTheStart() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"no-such-host.invalid:5170\""))) {
            assertThat(log4j.appender().isStarted()).isTrue();
            log4j.logger().info("waits");

            assertThat(log4j.stats().bufferedEvents()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(status.ofGas(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("no-such-host.invalid:5170"));
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void whatIsLoggedWhileTheCollectorIsDownArrivesOnceItIsUp() {
        try (Collector late = Collector.down()) {
            List<String> expected =
                    IntStream.range(0, 100).mapToObj(Integer::toString).toList();
            try (Log4j log4j =
                    Log4j.start(directory, Log4j.gas("destination=\"" + late.destination() + "\"" + RETRIES))) {
                for (int i = 0; i < 100; i++) {
                    log4j.logger().info("{}", i);
                }
                await().untilAsserted(() -> assertThat(status.ofGas(Level.WARN)).hasSize(1));
                late.listen();
                await().untilAsserted(() -> assertThat(late.lines()).isEqualTo(expected));
                await().untilAsserted(() -> assertThat(status.ofGas(Level.INFO)).hasSize(1));
            }
            assertThat(status.errors()).isEmpty();
        }
    }

    @Test
    void stoppingTheContextSendsWhatIsBuffered() {
        Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)));
        for (int i = 0; i < 1000; i++) {
            log4j.logger().info("event");
        }
        log4j.stop(0);

        assertThat(collector.lines()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300})
    void stoppingIsBoundedAlthoughTheCollectorHangs(long millis) {
        try (Collector hung = Collector.hung();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(hung) + " shutdownTimeout=\"300ms\""))) {
            GasClient client = fill(log4j);

            log4j.stop(millis);

            assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(client.stats().droppedShutdown()).isPositive();
        }
    }

    /** It is what Log4j passes where nobody chose one, and too short for the wait that proves delivery. */
    @Test
    void log4jsOwnTimeoutDoesNotReplaceTheOption() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector) + " delivery=\"CONFIRMED\""))) {
            GasClient client = log4j.client();
            log4j.logger().info("event");
            await().until(() -> client.stats().written() == 1);

            assertThat(log4j.stop(ContextSelector.DEFAULT_STOP_TIMEOUT)).isTrue();

            assertThat(client.stats().released()).isEqualTo(1);
        }
    }

    @Test
    void aContextThatDrainsDoesNotKeepOthersFromStarting() {
        try (Collector hung = Collector.hung();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(hung)))) {
            GasClient client = fill(log4j);
            CompletableFuture<Boolean> stopping = CompletableFuture.supplyAsync(() -> log4j.stop(50_000));
            await().until(() -> !client.offer(new byte[1], 0, 1));

            try (Log4j other = Log4j.start(directory, Log4j.gas(to(collector)))) {
                other.logger().info("arrives");
                await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("arrives"));
            }
            assertThat(stopping).isNotDone();

            hung.goDown(Ending.RESET);
            hung.readFlatOut();
            hung.listen();
            await().untilAsserted(() -> assertThat(stopping).isCompletedWithValue(true));
            assertThat(hung.lines()).isNotEmpty();
        }
    }

    @Test
    void anEventAfterTheStopIsCountedAndDropped() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasAppender appender = log4j.appender();
            GasClient client = log4j.client();
            log4j.stop(1000);

            appender.append(event("too late"));

            assertThat(client.stats().droppedShutdown()).isEqualTo(1);
            assertThat(client.stats().offered()).isEqualTo(1);
            assertThat(collector.lines()).isEmpty();
        }
    }

    @Test
    void anEventAfterTheStopIsAnExceptionIfExceptionsAreNotIgnored() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector) + " ignoreExceptions=\"false\""))) {
            GasAppender appender = log4j.appender();
            log4j.stop(1000);

            assertThatThrownBy(() -> appender.append(event("too late")))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessageContaining("GasAppender 'GAS' dropped an event");
        }
    }

    @Test
    void anAppenderThatWasStoppedCanBeStartedAgain() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient first = log4j.client();
            log4j.logger().info("one");
            assertThat(log4j.appender().stop(10, TimeUnit.SECONDS)).isTrue();
            assertThat(log4j.appender().stop(10, TimeUnit.SECONDS)).isTrue();
            log4j.logger().info("between");

            log4j.appender().start();
            log4j.appender().start();
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "two"));
            assertThat(log4j.client()).isNotSameAs(first);
            GasClient second = log4j.client();
            log4j.appender().stop(10, TimeUnit.SECONDS);
            assertThat(second.stats().state()).isEqualTo(ConnectionState.CLOSED);
        }
    }

    @Test
    void aContextThatWasStoppedCanBeStartedAgain() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            log4j.logger().info("one");
            log4j.stop(10_000);
            log4j.context().start();
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "two"));
        }
    }

    @Test
    void anAppenderWithoutConfigurationWorksByItself() {
        GasAppender appender = GasAppender.newBuilder()
                .setName("ALONE")
                .setDestination(collector.destination())
                .setLayout(PatternLayout.newBuilder().setPattern("%m%n").build())
                .build();
        appender.start();
        appender.append(event("by itself"));

        assertThat(appender.stop(10, TimeUnit.SECONDS)).isTrue();
        assertThat(collector.lines()).containsExactly("by itself");
    }

    @Test
    void theClientRunsOnALog4jThreadThatInheritsNothing() {
        InheritableThreadLocal<String> applications = new InheritableThreadLocal<>();
        applications.set("must not leak");
        AtomicReference<String> inherited = new AtomicReference<>("not asked");
        Thread made = new ClientThreads().newThread(() -> inherited.set(applications.get()));
        made.start();
        await().until(() -> !made.isAlive());
        assertThat(made).isInstanceOf(Log4jThread.class);
        assertThat(inherited.get()).isNull();

        try (Collector down = Collector.down();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(down)))) {
            log4j.logger().info("waits");
            await().until(() -> !status.ofGas(Level.WARN).isEmpty());
            assertThat(status.entries().stream()
                            .filter(entry -> entry.level().equals(Level.WARN))
                            .map(StatusRecorder.Entry::thread))
                    .isNotEmpty()
                    .allSatisfy(thread -> {
                        assertThat(thread).isInstanceOf(Log4jThread.class);
                        assertThat(thread.isDaemon()).isTrue();
                        assertThat(thread.getName()).contains("GAS");
                        assertThat(thread.getContextClassLoader()).isNull();
                    });
        }
    }

    @Test
    void anInterruptWhileTheClientIsMadeIsKept() {
        Thread.currentThread().interrupt();
        Thread made = new ClientThreads().newThread(() -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(made).isInstanceOf(Log4jThread.class);
    }

    @Test
    void noThreadOfTheClientIsLeftAfterTheStop() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            log4j.logger().info("event");
            assertThat(clientThreads()).isNotEmpty();
            log4j.stop(10_000);
            await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
        }
    }

    private static List<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gas-GAS"))
                .toList();
    }

    /** Logs more than the sockets to a hung collector take. */
    private static GasClient fill(Log4j log4j) {
        String message = "x".repeat(1000);
        for (int i = 0; i < 6000; i++) {
            log4j.logger().info(message);
        }
        return log4j.client();
    }

    private static LogEvent event(String message) {
        return Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(message))
                .build();
    }

    private static String to(Collector collector) {
        return "destination=\"" + collector.destination() + "\"";
    }
}
