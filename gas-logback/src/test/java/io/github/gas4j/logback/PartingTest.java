// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ContextBase;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.FullBacklog;
import io.github.gas4j.testkit.Reservation;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;

/** What becomes of a client whose appender is stopped, by whom it is stopped. */
class PartingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @Test
    void anAppenderThatIsStoppedAloneSendsInTheBackground() {
        try (Collector collector = Collector.down();
                Logging logging = of("ALONE", collector.destination(), "1m")) {
            logging.logger().info("one");
            GasAppender appender = logging.appender();
            GasClient client = Logging.running("ALONE").get(0);

            appender.stop();
            logging.logger().info("too late");

            assertThat(client.stats().droppedShutdown()).isEqualTo(1);
            collector.listen();
            assertThat(collector.awaitLines(1)).containsExactly("one");
            await().atMost(PATIENCE).until(() -> Logging.running("ALONE").isEmpty());
            assertThat(client.stats().released()).isEqualTo(1);
        }
    }

    @Test
    void anAppenderThatIsStoppedAloneWaitsForNoBlackHole() throws IOException {
        try (FullBacklog hole = new FullBacklog();
                Logging logging = of("EVICTED", "127.0.0.1:" + hole.port(), "1m")) {
            logging.logger().info("one");
            long began = System.nanoTime();

            logging.appender().stop();

            assertThat(since(began)).isLessThan(AT_ONCE);
            assertThat(Logging.running("EVICTED")).hasSize(1);
            Logging.running("EVICTED").forEach(client -> client.close(Duration.ZERO));
        }
    }

    @Test
    void anAppenderOfAnotherKindOfContextSendsBeforeItHasStopped() {
        GasAppender appender = new GasAppender();
        try (Collector collector = Collector.up()) {
            appender.setContext(new ContextBase());
            appender.setName("OTHER");
            appender.addDestination(collector.destination());
            appender.setEncoder(ScriptedEncoder.doing(message -> {}));
            appender.start();
            appender.doAppend(Logging.event("one"));

            appender.stop();

            assertThat(Logging.running("OTHER")).isEmpty();
            assertThat(requireNonNull(appender.stats()).released()).isEqualTo(1);
        }
    }

    @Test
    void theEndOfTheContextClosesWhatIsStoppedAndWhatDrainsAtTheSameTime() {
        try (Collector collector = Collector.up();
                Reservation nobody = Reservation.onLoopback()) {
            Logging logging = Logging.of(Logging.file(
                    "",
                    Logging.appender("END-1", elements(collector.destination(), "20s")),
                    Logging.appender("END-2", elements(collector.destination(), "20s"))));
            GasAppender drained =
                    (GasAppender) logging.context.getLogger("ROOT").getAppender("END-1");
            logging.reload(Logging.file(
                    "",
                    Logging.appender("END-2", elements(collector.destination(), "20s")),
                    Logging.appender("END-3", elements(nobody.destination(), "20s"))));
            for (int i = 0; i < 1_000; i++) {
                logging.logger().info("event {}", i);
            }
            assertThat(Logging.running("END-1")).hasSize(1);

            logging.context.stop();

            assertThat(collector.lines()).hasSize(1_000);
            assertThat(Logging.running("END-1")).isEmpty();
            assertThat(Logging.running("END-2")).isEmpty();
            assertThat(Logging.running("END-3")).isEmpty();
            assertThat(requireNonNull(drained.stats()).dropped()).isZero();
            assertThat(logging.warnings()).anyMatch(line -> line.contains("1000 as SHUTDOWN"));
        }
    }

    @Test
    void statusListenersSeeWhatCouldNotBeSent() {
        try (Reservation nobody = Reservation.onLoopback()) {
            Logging logging = of("TOLD", nobody.destination(), "20s");
            List<String> seen = new CopyOnWriteArrayList<>();
            logging.context.getStatusManager().add(status -> seen.add(status.getMessage()));
            logging.logger().info("one");

            logging.context.stop();

            assertThat(seen).anyMatch(line -> line.contains("1 as SHUTDOWN"));
        }
    }

    @Test
    void contextsWithTheSameNamesDoNotMix() {
        try (Collector collector = Collector.up();
                Logging one = of("SAME", collector.destination(), "20s");
                Logging other = of("SAME", collector.destination(), "20s")) {
            one.context.reset();
            assertThat(Logging.running("SAME")).hasSize(2);
            other.reload(Logging.file("", Logging.appender("SAME", elements(collector.destination(), "20s"))));
            one.reload(Logging.file("", Logging.appender("SAME", elements(collector.destination(), "20s"))));
            one.logger().info("one");
            other.logger().info("other");
            assertThat(one.stats().offered()).isEqualTo(1);
            assertThat(Logging.running("SAME")).hasSize(2);

            one.context.stop();

            assertThat(Logging.running("SAME")).hasSize(1);
            assertThat(other.appender().isStarted()).isTrue();
        }
    }

    @Test
    void springBootsStopBeforeItConfiguresIsNoEnd() throws IOException {
        try (FullBacklog hole = new FullBacklog()) {
            String file = Logging.file("", Logging.appender("BOOT", elements("127.0.0.1:" + hole.port(), "1m")));
            Logging logging = Logging.of(file);
            logging.logger().info("one");
            GasClient client = Logging.running("BOOT").get(0);
            long began = System.nanoTime();

            LogbackLoggingSystem.stopAndReset(logging.context);
            logging.read(file);
            logging.context.start();
            logging.logger().info("two");

            assertThat(since(began)).isLessThan(AT_ONCE);
            assertThat(Logging.running("BOOT")).containsExactly(client);
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.stats().bufferedEvents()).isEqualTo(2);
            client.close(Duration.ZERO);
            logging.context.stop();
        }
    }

    @Test
    void theEndAfterSpringBootsStartClosesAll() {
        try (Collector collector = Collector.up()) {
            String file = Logging.file("", Logging.appender("BOOTED", elements(collector.destination(), "20s")));
            Logging logging = Logging.of(file);
            logging.logger().info("one");
            LogbackLoggingSystem.stopAndReset(logging.context);
            logging.read(file);
            logging.context.start();
            logging.logger().info("two");

            logging.context.stop();

            assertThat(Logging.running("BOOTED")).isEmpty();
            assertThat(collector.lines()).containsExactly("one", "two");
            assertThat(collector.accepted()).isEqualTo(1);
        }
    }

    @Test
    void nothingKeepsAContextThatHasStopped() {
        try (Collector collector = Collector.up()) {
            WeakReference<LoggerContext> context = usedContext(collector);

            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return context.refersTo(null);
            });
        }
    }

    private static WeakReference<LoggerContext> usedContext(Collector collector) {
        Logging logging = of("COLLECTED", collector.destination(), "20s");
        logging.logger().info("one");
        logging.reload(Logging.file("", Logging.appender("COLLECTED", elements(collector.destination(), "20s"))));
        logging.context.stop();
        return new WeakReference<>(logging.context);
    }

    @Test
    void nothingKeepsAnAppenderWhoseClientAnotherOneHasAdopted() {
        try (Collector collector = Collector.up();
                Logging logging = of("REPLACED", collector.destination(), "20s")) {
            String file = Logging.file("", Logging.appender("REPLACED", elements(collector.destination(), "20s")));
            WeakReference<GasAppender> first = new WeakReference<>(logging.appender());
            for (int i = 0; i < 3; i++) {
                logging.reload(file); // its encoder is kept until the next reload but one
            }
            logging.context.getStatusManager().clear(); // each status keeps its origin

            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return first.refersTo(null);
            });
            assertThat(Logging.running("REPLACED")).hasSize(1);
        }
    }

    private static Logging of(String name, String destination, String shutdownTimeout) {
        return Logging.of(Logging.file("", Logging.appender(name, elements(destination, shutdownTimeout))));
    }

    private static String elements(String destination, String shutdownTimeout) {
        return "<destination>" + destination + "</destination>" + Logging.MESSAGE_ONLY + "<shutdownTimeout>"
                + shutdownTimeout + "</shutdownTimeout><reportDrops>false</reportDrops>";
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
