// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Configurations that follow one another in a context, read from files after a reset. */
class ReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RELOADS = 20;
    private static final long PAUSE_NANOS = 50_000;

    /**
     * Sees what a logger gives to its appenders. Attached after the one that is tested: Logback attaches one after the other, and
     * sometimes forgets the latest until the next change, if an event is logged at the same time.
     */
    public static final class Control extends AppenderBase<ILoggingEvent> {
        static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            SEEN.add(event.getMessage());
        }
    }

    @Test
    void losesNothingUnderLoadWhileTheCollectorReboots() throws Exception {
        Control.SEEN.clear();
        String control = "<appender name='CONTROL' class='" + Control.class.getName() + "'/>";
        AtomicInteger logged = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (Collector collector = Collector.up()) {
            String tested = Logging.appender("RELOADED", elements(collector.destination()));
            String file = Logging.file("", tested, control);
            try (Logging logging = Logging.of(file)) {
                Thread load = new Thread(() -> {
                    while (!over.get()) {
                        logging.logger().info("event " + logged.incrementAndGet());
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                });
                load.start();
                for (int i = 0; i < RELOADS; i++) {
                    collector.goDown(Ending.RESET);
                    logging.reload(file);
                    collector.listen();
                    logging.reload(file);
                    int before = logged.get();
                    await().atMost(PATIENCE).until(() -> logged.get() > before + 100);
                }
                over.set(true);
                load.join();

                assertThat(Logging.running("RELOADED")).hasSize(1);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    Set<String> missing = new TreeSet<>(Control.SEEN);
                    missing.removeAll(new HashSet<>(collector.lines()));
                    assertThat(missing).isEmpty();
                });
                assertThat(Control.SEEN).hasSizeGreaterThan(RELOADS);
                assertThat(Logging.running("RELOADED").get(0).stats().dropped()).isZero();
            }
        }
        assertThat(Logging.running("RELOADED")).isEmpty();
    }

    @Test
    void keepsWhatIsBufferedWhileTheCollectorIsDown() {
        try (Collector collector = Collector.down()) {
            String file = Logging.file("", Logging.appender("BUFFERED", elements(collector.destination())));
            try (Logging logging = Logging.of(file)) {
                for (int i = 0; i < 4; i++) {
                    logging.logger().info("event " + i);
                    logging.reload(file);
                }
                assertThat(appender(logging, "BUFFERED").stats())
                        .returns(4L, GasStats::offered)
                        .returns(4L, GasStats::bufferedEvents);

                collector.listen();

                assertThat(collector.awaitLines(4)).containsExactly("event 0", "event 1", "event 2", "event 3");
            }
        }
    }

    @Test
    void keepsTheConnectionAndAppliesChangedOptions() {
        try (Collector collector = Collector.up();
                Logging logging =
                        Logging.of(Logging.file("", Logging.appender("CHANGED", elements(collector.destination()))))) {
            logging.logger().info("one");
            collector.awaitLines(1);
            GasClient client = Logging.running("CHANGED").get(0);

            logging.reload(Logging.file(
                    "",
                    Logging.appender(
                            "CHANGED",
                            "<destination>" + collector.destination()
                                    + "</destination><encoder><pattern>%level %msg%n</pattern></encoder>"
                                    + "<maxEventSize>100</maxEventSize>")));
            await().until(() -> {
                logging.logger().info("x".repeat(200));
                return client.stats().droppedTooLarge() > 0;
            });
            logging.logger().info("two");

            await().until(() -> collector.lines().contains("INFO two"));
            assertThat(Logging.running("CHANGED")).containsExactly(client);
            assertThat(collector.accepted()).isEqualTo(1);
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void aChangedDestinationGetsWhatComesAndTheOldOneWhatWasBuffered() {
        try (Collector old = Collector.down();
                Collector next = Collector.up();
                Logging logging =
                        Logging.of(Logging.file("", Logging.appender("MOVED", elements(old.destination()))))) {
            logging.logger().info("old");

            logging.reload(Logging.file("", Logging.appender("MOVED", elements(next.destination()))));
            logging.logger().info("new");

            assertThat(next.awaitLines(1)).containsExactly("new");
            old.listen();
            assertThat(old.awaitLines(1)).containsExactly("old");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Logging.running("MOVED"))
                            .extracting(client -> client.stats().destination())
                            .containsExactly(next.destination()));
        }
    }

    @Test
    void anotherFramingGetsAnotherClient() {
        try (Collector collector = Collector.up();
                Logging logging =
                        Logging.of(Logging.file("", Logging.appender("FRAMED", elements(collector.destination()))))) {
            logging.logger().info("one");
            await().until(() -> collector.journal().text(0).equals("one\n")); // the first connection is its own

            logging.reload(Logging.file(
                    "",
                    Logging.appender(
                            "FRAMED", elements(collector.destination()) + "<framing>OCTET_COUNTING</framing>")));
            logging.logger().info("two");

            await().until(() -> collector.journal().text(1).equals("3 two"));
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void aRemovedAppenderSendsWhatIsBufferedAndEnds() {
        try (Collector collector = Collector.down();
                Logging logging =
                        Logging.of(Logging.file("", Logging.appender("REMOVED", elements(collector.destination()))))) {
            logging.logger().info("last");
            GasAppender removed = appender(logging, "REMOVED");

            logging.reload(Logging.file(""));
            collector.listen();

            assertThat(collector.awaitLines(1)).containsExactly("last");
            await().atMost(PATIENCE).until(() -> Logging.running("REMOVED").isEmpty());
            assertThat(requireNonNull(removed.stats()))
                    .returns(ConnectionState.CLOSED, GasStats::state)
                    .returns(1L, GasStats::released);
        }
    }

    @Test
    void aThreadThatWasAboutToLogThroughTheOldAppenderStillMay() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            GasAppender old = logging.appender();

            logging.reload(Logging.file("", Logging.appender("COLLECTOR", elements(collector.destination()))));
            assertThat(old.isStarted()).isFalse();
            old.doAppend(Logging.event("late"));

            assertThat(collector.awaitLines(1)).containsExactly("late");
            assertThat(logging.stats().offered()).isEqualTo(1);
            assertThat(encoder.isStarted()).isTrue();
            String again = Logging.file("", Logging.appender("COLLECTOR", elements(collector.destination())));
            logging.reload(again);
            assertThat(encoder.isStarted()).isFalse();
        }
    }

    @Test
    void anAppenderThatIsUsedAgainKeepsItsEncoder() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            GasAppender appender = logging.appender();
            for (int i = 0; i < 4; i++) {
                logging.context.reset();
                appender.start();
                logging.context.getLogger("ROOT").addAppender(appender);
                logging.logger().info("event " + i);
            }

            assertThat(collector.awaitLines(4)).hasSize(4);
            assertThat(encoder.isStarted()).isTrue();
            assertThat(collector.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aCollectorThatAnswersNothingDoesNotSlowIt() throws IOException {
        try (FullBacklog hole = new FullBacklog()) {
            String elements = elements("127.0.0.1:" + hole.port()).replace("20s", "1m");
            String file = Logging.file("", Logging.appender("BLACK", elements));
            Logging logging = Logging.of(file);
            try {
                logging.logger().info("one");
                long began = System.nanoTime();

                for (int i = 0; i < RELOADS; i++) {
                    logging.reload(file);
                }

                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
                assertThat(Logging.running("BLACK")).hasSize(1);
            } finally {
                Logging.running("BLACK").forEach(client -> client.close(Duration.ZERO));
                logging.close();
            }
        }
    }

    private static String elements(String destination) {
        return "<destination>" + destination + "</destination>" + Logging.MESSAGE_ONLY
                + "<shutdownTimeout>20s</shutdownTimeout><reportDrops>false</reportDrops>";
    }

    private static GasAppender appender(Logging logging, String name) {
        return (GasAppender) logging.context.getLogger("ROOT").getAppender(name);
    }
}
