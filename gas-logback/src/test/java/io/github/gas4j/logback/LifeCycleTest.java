// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Reservation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Starting, stopping and starting again. */
class LifeCycleTest {

    @Test
    void ignoresASecondStart() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.logger().info("one");

            logging.appender().start();

            assertThat(logging.stats().offered()).isEqualTo(1);
            assertThat(collector.awaitLines(1)).containsExactly("one");
        }
    }

    @Test
    void ignoresAStopThatHasNothingToStop() {
        GasAppender appender = new GasAppender();

        assertThatCode(appender::stop).doesNotThrowAnyException();
        assertThat(appender.isStarted()).isFalse();
    }

    @Test
    void leavesTheEncoderAloneOnceItIsStopped() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logging.appender().stop();
            encoder.start();

            logging.appender().stop();
            logging.logger().info("too late");

            assertThat(encoder.isStarted()).isTrue();
            assertThat(encoder.encoded).hasValue(0);
        }
    }

    @Test
    void sendsEverythingThatWasLoggedBeforeTheStop() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            for (int i = 0; i < 1_000; i++) {
                logging.logger().info("event {}", i);
            }

            GasAppender appender = logging.appender();
            logging.context.stop();

            assertThat(appender.isStarted()).isFalse();
            assertThat(collector.awaitLines(1_000)).hasSize(1_000).endsWith("event 999");
            assertThat(requireNonNull(appender.stats()).released()).isEqualTo(1_000);
            assertThat(logging.warnings()).isEmpty();
        }
    }

    @Test
    void sendsAgainAfterAStopAndAStart() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.logger().info("before");
            logging.appender().stop();
            assertThat(logging.appender().isStarted()).isFalse();

            logging.appender().start();

            logging.logger().info("after");
            assertThat(collector.awaitLines(2)).containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    void stopsTheEncoderAndStartsItAgain() {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {});

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            assertThat(encoder.isStarted()).isTrue();

            logging.appender().stop();
            assertThat(encoder.isStarted()).isFalse();

            logging.appender().start();
            assertThat(encoder.isStarted()).isTrue();
        }
    }

    @Test
    void anEncoderThatCannotBeStoppedKeepsNothingFromStopping() {
        ScriptedEncoder stubborn = new ScriptedEncoder(message -> {}, false) {
            @Override
            public void stop() {
                throw new NoClassDefFoundError("stubborn");
            }
        };
        GasAppender other = new GasAppender();

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), stubborn)) {
            other.setContext(logging.context);
            other.addDestination(collector.destination());
            other.setEncoder(ScriptedEncoder.doing(message -> {}));
            other.start();
            GasAppender appender = logging.appender();
            appender.doAppend(new LoggingEvent("test", logging.logger(), Level.INFO, "last", null, null));
            logging.context.getLogger("ROOT").addAppender(other);

            assertThatCode(logging.context::stop).doesNotThrowAnyException();

            assertThat(appender.isStarted()).isFalse();
            assertThat(other.isStarted()).isFalse();
            assertThat(collector.awaitLines(1)).containsExactly("last");
            assertThat(logging.warnings()).singleElement().asString().contains("failed while it stopped", "stubborn");
        }
    }

    @Test
    void isNotStartedBeforeEverythingIsReady() {
        CompletableFuture<GasAppender> appender = new CompletableFuture<>();
        CompletableFuture<Boolean> startedTooEarly = new CompletableFuture<>();
        ScriptedEncoder encoder = new ScriptedEncoder(message -> {}, false) {
            @Override
            public byte[] headerBytes() {
                // An encoder that logs while it is asked finds an appender that refuses without failing.
                startedTooEarly.complete(appender.join().isStarted());
                appender.join().doAppend(new LoggingEvent());
                return new byte[0];
            }
        };
        appender.complete(new GasAppender());

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(appender.join(), collector.destination(), encoder)) {
            assertThat(startedTooEarly).isCompletedWithValue(false);
            assertThat(logging.errors()).isEmpty();
            logging.logger().info("one");
            assertThat(collector.awaitLines(1)).containsExactly("one");
        }
    }

    @Test
    void countsWhatIsLoggedAfterTheStopAndKeepsQuiet() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(
                        collector.destination(),
                        "<filter class='" + ThresholdFilter.class.getName() + "'><level>WARN</level></filter>")) {
            logging.appender().stop();
            await().until(() -> logging.stats().state() == ConnectionState.CLOSED);
            int statuses = logging.context.getStatusManager().getCount();

            for (int i = 0; i < 10; i++) {
                logging.logger().error("too late");
                logging.logger().info("too late, and denied anyway");
            }

            assertThat(logging.stats().droppedShutdown()).isEqualTo(10);
            assertThat(logging.stats().offered()).isEqualTo(10);
            assertThat(logging.context.getStatusManager().getCount()).isEqualTo(statuses);
        }
    }

    @Test
    void countsAnEventWhoseEncoderIsStoppedMeanwhileAsOneOfTheShutdown() throws Exception {
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        ScriptedEncoder encoder =
                new ScriptedEncoder(
                        message -> {
                            encoding.countDown();
                            stopped.await();
                            throw new IllegalStateException("not started");
                        },
                        false) {
                    @Override
                    public void stop() {
                        super.stop();
                        stopped.countDown();
                    }
                };

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            CompletableFuture<Void> late =
                    CompletableFuture.runAsync(() -> logging.logger().info("late"));
            encoding.await();

            logging.appender().stop();

            late.get(30, SECONDS);
            assertThat(logging.stats().droppedShutdown()).isEqualTo(1);
            assertThat(logging.stats().droppedEncodingFailed()).isZero();
            assertThat(logging.warnings()).noneMatch(warning -> warning.contains("encoded"));
        }
    }

    @Test
    void reportsHowManyEventsItStoppedWithout() {
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.to(nobody.destination())) {
            logging.logger().info("one");
            logging.logger().info("two");
            logging.logger().info("three");
            GasAppender appender = logging.appender();

            logging.context.stop();

            GasStats stats = requireNonNull(appender.stats());
            assertThat(stats.droppedShutdown()).isEqualTo(3);
            assertThat(stats.offered()).isEqualTo(stats.dropped());
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("3 as SHUTDOWN"));
            assertThat(logging.errors()).isEmpty();
        }
    }

    @Test
    void startsInCodeWithoutAName() {
        GasAppender nameless = new GasAppender();

        try (Collector collector = Collector.up();
                Logging logging =
                        Logging.inCode(nameless, collector.destination(), ScriptedEncoder.doing(message -> {}))) {
            assertThat(nameless.getName()).isNull();
            logging.logger().info("one");
            assertThat(collector.awaitLines(1)).containsExactly("one");
        }
    }

    @Test
    void reportsFromAThreadThatInheritsNothing() {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("of the thread that configures");
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.to(nobody.destination(), "<shutdownTimeout>0</shutdownTimeout>")) {
            logging.appender().stop();
            await().until(() -> logging.stats().state() == ConnectionState.CLOSED); // else its client would go on
            Thread configuring = Thread.currentThread();
            CompletableFuture<String> reporter = new CompletableFuture<>();
            logging.context.getStatusManager().add(status -> {
                Thread thread = Thread.currentThread();
                if (thread != configuring) {
                    reporter.complete(
                            thread.isDaemon() + " " + inheritable.get() + " " + thread.getContextClassLoader());
                }
            });

            logging.appender().start();

            assertThat(reporter.orTimeout(30, SECONDS).join()).isEqualTo("true null null");
        } finally {
            inheritable.remove();
        }
    }
}
