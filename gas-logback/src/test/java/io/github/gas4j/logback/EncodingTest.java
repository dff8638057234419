// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that fail, that log themselves and that keep state. */
class EncodingTest {

    @ParameterizedTest
    @MethodSource("whatEncodersThrow")
    void countsAndReportsWhatEncodersThrow(Throwable thrown) {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {
            if (message.startsWith("bad")) {
                throw thrown;
            }
        });

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            assertThatCode(() -> logging.logger().info("bad")).doesNotThrowAnyException();
            logging.logger().info("good");

            assertThat(collector.awaitLines(1)).containsExactly("good");
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
            assertThat(logging.errors()).isEmpty();
            assertThat(reportsOfTheEncoder(logging)).hasSize(1);
        }
    }

    static Stream<Throwable> whatEncodersThrow() {
        return Stream.of(
                new IllegalStateException("unchecked"),
                new IOException("checked, by a language that does not check"),
                new StackOverflowError(),
                new OutOfMemoryError("not really"),
                new NoClassDefFoundError("some/Library"));
    }

    @Test
    void countsAnEventThatTheEncoderMakesNothingOf() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), ScriptedEncoder.doing(message -> {}))) {
            logging.logger().info("null");
            logging.logger().info("");
            logging.logger().info("end");

            assertThat(collector.awaitLines(2)).containsExactly("", "end");
            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
        }
    }

    @Test
    void reportsTheFirstOfManyFailures() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), ScriptedEncoder.doing(message -> {}))) {
            for (int i = 0; i < 100; i++) {
                logging.logger().info("null");
            }

            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(100);
            assertThat(reportsOfTheEncoder(logging)).hasSize(1);
        }
    }

    @Test
    void countsAnEventThatAFilterFailsOn() {
        Filter<ILoggingEvent> failing = new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                throw new StackOverflowError();
            }
        };

        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination())) {
            logging.appender().addFilter(failing);

            assertThatCode(() -> logging.logger().info("one")).doesNotThrowAnyException();

            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
            assertThat(logging.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesTheInterruptOfTheCallerAlone(boolean thrownByTheEncoder) {
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {
            if (thrownByTheEncoder) {
                throw new InterruptedException();
            }
            Thread.currentThread().interrupt();
        });

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logging.logger().info("one");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(logging.stats().offered()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsWhatIsLoggedWhileAnEventIsBeingEncoded(boolean stateful) {
        CompletableFuture<Logger> logger = new CompletableFuture<>();
        ScriptedEncoder.Script logging = message -> {
            if (message.startsWith("outer")) {
                logger.join().info("inner of the encoder");
            }
        };
        Object argument = new Object() {
            @Override
            public String toString() {
                logger.join().info("inner of toString");
                return "argument";
            }
        };

        try (Collector collector = Collector.up();
                Logging own = Logging.inCode(
                        collector.destination(),
                        stateful ? ScriptedEncoder.statefully(logging) : ScriptedEncoder.doing(logging))) {
            logger.complete(own.logger());

            own.logger().info("outer {}", argument);

            assertThat(collector.awaitLines(3))
                    .containsExactly("inner of toString", "inner of the encoder", "outer argument");
            assertThat(own.stats().offered()).isEqualTo(3);
            assertThat(own.warnings()).isEmpty();
        }
    }

    @Test
    void letsAStatelessEncoderRunOnSeveralThreadsAtOnce() throws Exception {
        CountDownLatch bothInside = new CountDownLatch(2);
        ScriptedEncoder encoder = ScriptedEncoder.doing(message -> {
            bothInside.countDown();
            if (!bothInside.await(30, SECONDS)) {
                throw new IllegalStateException("alone");
            }
        });

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> logging.logger().info("one"));
            logging.logger().info("two");
            other.get(30, SECONDS);

            assertThat(collector.awaitLines(2)).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    @EnabledIf("encodersCanBeStateful")
    void letsAStatefulEncoderRunOnOneThreadAtATime() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        ScriptedEncoder encoder = ScriptedEncoder.statefully(message -> leave.await());

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            Thread first = new Thread(() -> logging.logger().info("first"));
            Thread second = new Thread(() -> logging.logger().info("second"));
            first.start();
            await().until(() -> encoder.encoded.get() == 1);
            second.start();
            // It waits either for its turn or, if nothing kept it out, in the encoder like the first.
            await().until(() -> second.getState() == Thread.State.BLOCKED);

            assertThat(encoder.encoded).hasValue(1);
            leave.countDown();
            assertThat(collector.awaitLines(2)).containsExactly("first", "second");
        }
    }

    @Test
    @EnabledIf("encodersCanBeStateful")
    void callsNoToStringWhileAStatefulEncoderIsTaken() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), ScriptedEncoder.statefully(message -> {}))) {
            Object waitsForAnotherThreadToLog = new Object() {
                @Override
                public String toString() {
                    CompletableFuture<Void> other =
                            CompletableFuture.runAsync(() -> logging.logger().info("other"));
                    return other.orTimeout(30, SECONDS)
                            .handle((done, thrown) -> thrown == null ? "done" : "stuck")
                            .join();
                }
            };

            logging.logger().info("{}", waitsForAnotherThreadToLog);

            assertThat(collector.awaitLines(2)).containsExactly("other", "done");
        }
    }

    /** The appender's own warnings; the client sums up its drops as well. */
    private static List<String> reportsOfTheEncoder(Logging logging) {
        return logging.warnings().stream()
                .filter(warning -> warning.startsWith("An event could not be encoded"))
                .toList();
    }

    static boolean encodersCanBeStateful() {
        return Arrays.stream(Encoder.class.getMethods())
                .anyMatch(method -> method.getName().equals("isStateful"));
    }
}
