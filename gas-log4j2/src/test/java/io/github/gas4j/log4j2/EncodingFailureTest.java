// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens if something fails, or logs, while it is being encoded. Log4j formats most messages before appenders see
 * them, and replaces arguments that fail; {@link Lazy} is a message that it leaves to the layout.
 */
final class EncodingFailureTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";
    private static final String JSON = "<JsonTemplateLayout eventTemplate='{\"m\":{\"$resolver\":\"message\","
            + "\"stringified\":true}}' eventDelimiter=\"&#10;\"/>";

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("broken"),
                new StackOverflowError("broken"),
                new OutOfMemoryError("broken"),
                new LinkageError("broken"),
                new Throwable("broken"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverIsThrownIsCountedAndReportedAndDoesNotReachTheApplication(Throwable failure) {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            log4j.logger().info("before");
            assertThatCode(() -> log4j.logger().info(throwing(failure))).doesNotThrowAnyException();
            log4j.logger().info("after");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("before", "after"));
            assertThat(log4j.stats().offered()).isEqualTo(3);
            assertThat(log4j.stats().droppedEncodingFailed()).isEqualTo(1);
        }
        assertThat(status.ofGas(Level.WARN).stream().filter(line -> line.contains("could not be encoded")))
                .singleElement()
                .asString()
                .contains(failure.getClass().getName(), "broken");
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void anEventThatFailsAfterTheStopIsOneOfTheShutdown() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            GasAppender appender = log4j.appender();
            log4j.logger().info(new Lazy(() -> {
                appender.stop(10, TimeUnit.SECONDS);
                throw new IllegalStateException("stopped");
            }));

            assertThat(log4j.stats().droppedShutdown()).isEqualTo(1);
            assertThat(log4j.stats().droppedEncodingFailed()).isZero();
        }
        assertThat(status.ofGas(Level.WARN)).isEmpty();
    }

    @Test
    void manyFailuresAreOneLine() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            for (int i = 0; i < 1000; i++) {
                log4j.logger().info(throwing(new IllegalStateException("broken")));
            }

            assertThat(log4j.stats().droppedEncodingFailed()).isEqualTo(1000);
            assertThat(status.ofGas(Level.WARN).stream().filter(line -> line.contains("could not be encoded")))
                    .hasSize(1);
        }
    }

    @Test
    void withoutIgnoringExceptionsTheApplicationSeesTheFailure() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination() + " ignoreExceptions=\"false\""))) {
            IllegalStateException broken = new IllegalStateException("broken");

            assertThatThrownBy(() -> log4j.logger().info(throwing(broken)))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessageContaining("GasAppender 'GAS'")
                    .hasCause(broken);
            assertThat(log4j.stats().droppedEncodingFailed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptThatIsThrownLeavesTheFlagSet(boolean ignoreExceptions) {
        String options = destination() + " ignoreExceptions=\"" + ignoreExceptions + "\"";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(options))) {
            Throwable thrown = catchThrowable(() -> log4j.logger().info(throwing(new InterruptedException())));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(thrown == null).isEqualTo(ignoreExceptions);
            assertThat(log4j.stats().droppedEncodingFailed()).isEqualTo(1);
        }
    }

    @Test
    void anEventThatFailsHalfwayLeavesNothingInTheNext() {
        String layout = "<PatternLayout pattern=\"%c %m%n\" charset=\"UTF-8\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination(), layout))) {
            log4j.logger("first").info(throwing(new IllegalStateException()));
            log4j.logger("second").info("whole");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("second whole"));
        }
    }

    @Test
    void anArgumentThatFailsIsReplacedByLog4j() {
        Object failing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            assertThatCode(() -> log4j.logger().info("argument {}", failing)).doesNotThrowAnyException();

            await().untilAsserted(() -> assertThat(collector.lines())
                    .singleElement()
                    .asString()
                    .startsWith("argument [!!!")
                    .contains("broken"));
        }
    }

    @Test
    void anArgumentThatLogsWhenItIsFormattedLogsInTheOrderOfFormatting() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            Object logging = new Object() {
                @Override
                public String toString() {
                    log4j.logger().info("inner");
                    return "argument";
                }
            };
            log4j.logger().info("outer {}", logging);

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("inner", "outer argument"));
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void whatIsLoggedWhileAnEventIsEncodedArrivesToo() {
        // through another reference to the appender: Log4j refuses a nested event at the reference that it is nested in
        String loggers = "<Logger name=\"nested\" additivity=\"false\"><AppenderRef ref=\"GAS\"/></Logger>";
        String appender = "<Gas name=\"GAS\" " + destination() + ">" + PATTERN + "</Gas>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appender, "GAS", loggers))) {
            for (int i = 0; i < 3; i++) {
                log4j.logger().info(new Lazy(() -> {
                    log4j.logger("nested").info("inner");
                    return "outer";
                }));
            }

            await().untilAsserted(() -> assertThat(collector.lines())
                    .containsExactly("inner", "outer", "inner", "outer", "inner", "outer"));
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void whatIsLoggedAtTheSameReferenceLeavesTheOuterEventWhole() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            log4j.logger().info(new Lazy(() -> {
                log4j.logger().info("inner");
                return "outer";
            }));

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("outer"));
        }
        assertThat(status.errors()).singleElement().asString().contains("Recursive call to appender GAS");
    }

    @Test
    void nestedEventsOfAJsonTemplateArriveWithARecyclerThatAllowsThem() {
        String loggers = "<Logger name=\"nested\" additivity=\"false\"><AppenderRef ref=\"GAS\"/></Logger>";
        String layout = JSON.replace("eventDelimiter", "recyclerFactory=\"queue\" eventDelimiter");
        String appender = "<Gas name=\"GAS\" " + destination() + ">" + layout + "</Gas>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appender, "GAS", loggers))) {
            log4j.logger().info(new Lazy(() -> {
                log4j.logger("nested").info("inner");
                return "outer";
            }));

            await().untilAsserted(() ->
                    assertThat(collector.lines()).containsExactly("{\"m\":\"inner\"}", "{\"m\":\"outer\"}"));
        }
    }

    private static Lazy throwing(Throwable failure) {
        return new Lazy(() -> sneak(failure));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> String sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    private String destination() {
        return "destination=\"" + collector.destination() + "\"";
    }

    /** A message whose text is made when a layout asks for it. */
    @AsynchronouslyFormattable
    private record Lazy(Supplier<String> text) implements Message {
        private static final long serialVersionUID = 1L;

        @Override
        public String getFormattedMessage() {
            return text.get();
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public @Nullable Throwable getThrowable() {
            return null;
        }
    }
}
