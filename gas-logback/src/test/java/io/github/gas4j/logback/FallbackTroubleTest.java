// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.read.ListAppender;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Descent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fallbacks that fail, that lead back, and that log themselves. */
class FallbackTroubleTest {
    @AutoClose
    private final Collector nobody = Collector.down();

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "stack"})
    void aFallbackThatThrowsReachesNoCallerAndHasTakenNothing(String trouble) {
        try (Logging logging = refusing()) {
            logging.appender().addAppender(started(new Throwing(trouble)));
            for (int i = 0; i < 10; i++) {
                assertThatCode(() -> logging.logger().info("large")).doesNotThrowAnyException();
            }

            assertThat(FallbackTest.balanced(logging).droppedTooLarge()).isEqualTo(10);
            assertThat(logging.stats().dropped()).isEqualTo(10);
            assertThat(logging.warnings())
                    .filteredOn(warning -> warning.contains("fallback"))
                    .singleElement()
                    .asString()
                    .contains("failed in appender 'THROWING'", "at most once a minute");
        }
    }

    @Test
    void anEventThatIsRefusedBecauseTheAppenderHasStoppedMeanwhileIsNotGiven() {
        GasAppender appender = new GasAppender();
        ListAppender<ILoggingEvent> list = started(new ListAppender<>());
        appender.addAppender(list);
        EchoEncoder<ILoggingEvent> stopping = new EchoEncoder<>() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                ((LoggerContext) getContext()).stop();
                list.start();
                return super.encode(event);
            }
        };
        try (Logging logging = Logging.inCode(appender, nobody.destination(), stopping)) {
            stopping.setContext(logging.context);
            logging.logger().info("late");

            assertThat(Objects.requireNonNull(appender.stats()).droppedShutdown())
                    .isEqualTo(1);
            assertThat(list.list).isEmpty();
        }
    }

    @Test
    void allOfSeveralFallbacksGetTheEventAndOneIsEnough() {
        try (Logging logging = refusing()) {
            ListAppender<ILoggingEvent> one = started(new ListAppender<>());
            ListAppender<ILoggingEvent> two = started(new ListAppender<>());
            logging.appender().addAppender(started(new Throwing("error")));
            logging.appender().addAppender(one);
            logging.appender().addAppender(two);
            logging.logger().info("large");

            assertThat(one.list).hasSize(1).isEqualTo(two.list);
            assertThat(FallbackTest.balanced(logging).droppedFallback()).isEqualTo(1);
            assertThat(logging.stats().dropped()).isEqualTo(1);
        }
    }

    @Test
    void anAppenderThatIsItsOwnFallbackIsRefused() {
        try (Logging logging = looping(appender -> appender)) {
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .contains("option appender-ref: 'COLLECTOR' leads back to this appender, by COLLECTOR; valid: ");
        }
    }

    @Test
    void aLoopThroughAnAsyncAppenderIsAnErrorThatNamesIt() {
        try (Logging logging = looping(appender -> {
            AsyncAppender async = new AsyncAppender();
            async.setName("ASYNC");
            async.addAppender(appender);
            return async;
        })) {
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .contains("option appender-ref: 'ASYNC' leads back", "by ASYNC -> COLLECTOR", "valid: ");
        }
    }

    @Test
    void aLoopThroughAnotherGasAppenderIsAnErrorThatNamesIt() {
        try (Logging logging = looping(appender -> {
            GasAppender other = new GasAppender();
            other.setName("OTHER");
            other.addAppender(appender);
            return other;
        })) {
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .contains("option appender-ref: 'OTHER' leads back", "by OTHER -> COLLECTOR", "valid: ");
        }
    }

    /** Joran's own doing: it creates an appender after all that it refers to, and so none of a circle. */
    @Test
    void aLoopInTheFileLeavesAllOfItsAppendersOut() {
        String async = """
                <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
                  <appender-ref ref="COLLECTOR"/>
                </appender>
                """;
        try (Logging logging = Logging.of(configuration(async, "ASYNC"))) {
            assertThat(logging.logger().getLoggerContext().getLogger("ROOT").getAppender("COLLECTOR"))
                    .isNull();
        }
    }

    @Test
    void anUnknownFallbackIsLogbacksWarningAndDoesNotPreventTheStart() {
        try (Logging logging = Logging.of(configuration("", "NONE"))) {
            assertThat(logging.appender().isStarted()).isTrue();
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("Appender named [NONE]"));
        }
    }

    @Test
    void aLoopThatIsMadeAfterTheStartCountsTheDrop() {
        try (Logging logging = refusing();
                Logging other = refusing()) {
            logging.appender().addAppender(other.appender());
            other.appender().addAppender(logging.appender());
            logging.logger().info("large");

            assertThat(FallbackTest.balanced(logging).droppedTooLarge()).isEqualTo(1);
            assertThat(logging.stats().offered()).isEqualTo(1);
            assertThat(other.stats().offered()).isZero();
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("leads back"));
        }
    }

    @Test
    void aLoopThroughAThreadThatIsMadeAfterTheStartCountsTheDrop() {
        try (Logging logging = refusing()) {
            AsyncAppender async = new AsyncAppender();
            async.setContext(logging.context);
            async.addAppender(logging.appender());
            logging.appender().addAppender(started(async));
            logging.logger().info("large");

            assertThat(FallbackTest.balanced(logging).droppedTooLarge()).isEqualTo(1);
            assertThat(async.getNumberOfElementsInQueue()).isZero();
        }
    }

    @Test
    void aLoopThatNothingShowsEndsWhenTheEventComesBack() {
        try (Logging logging = refusing()) {
            GasAppender appender = logging.appender();
            appender.addAppender(started(new Hidden(appender::doAppend)));
            logging.logger().info("large");

            assertThat(FallbackTest.balanced(logging).offered()).isEqualTo(2);
            assertThat(logging.stats().droppedTooLarge()).isEqualTo(1);
            assertThat(logging.stats().droppedFallback()).isEqualTo(1);
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("leads back"));
        }
    }

    @Test
    void aFallbackThatLogsForEachEventComesToAnEnd() {
        try (Logging logging = refusing()) {
            Logger logger = logging.logger();
            logging.appender().addAppender(started(new Hidden(event -> logger.info("and another"))));
            logger.info("large");

            assertThat(FallbackTest.balanced(logging).offered()).isBetween(2L, 100L);
            assertThat(logging.stats().droppedFallback()).isEqualTo(16);
        }
    }

    @Test
    void whatTheFallbackLogsWhileItAppendsGoesToTheFallbackToo() {
        try (Logging logging = refusing()) {
            Logger logger = logging.logger();
            List<String> texts = new CopyOnWriteArrayList<>();
            logging.appender().addAppender(started(new Hidden(event -> {
                if (event.getMessage().equals("large")) {
                    logger.info("from within");
                }
                texts.add(event.getFormattedMessage());
            })));
            logger.info("large");

            assertThat(texts).containsExactly("large", "from within");
            assertThat(FallbackTest.balanced(logging).droppedFallback()).isEqualTo(2);
            assertThat(logging.stats().dropped()).isEqualTo(2);
        }
    }

    @Test
    void atTheEndOfTheStackEveryCallThatReturnsIsCountedOnce() throws InterruptedException {
        try (Logging logging = refusing()) {
            ListAppender<ILoggingEvent> list = started(new ListAppender<>());
            logging.appender().addAppender(list);
            LoggingEvent event = new LoggingEvent("fqcn", logging.logger(), Level.INFO, "large", null, null);
            Descent descent = new Descent(4, () -> logging.appender().doAppend(event));
            for (int round = 0; round < 4; round++) {
                descent.run(300_000 + 64 * round);
            }

            assertThat(descent.returned()).isPositive();
            await().untilAsserted(() -> assertThat(logging.stats().offered()).isEqualTo(descent.returned()));
            assertThat(logging.stats().dropped()).isEqualTo(descent.returned());
            int before = list.list.size();
            logging.logger().info("after");
            assertThat(list.list).hasSize(before + 1);
        }
    }

    /** Starts an appender whose buffer takes no event that these tests log. */
    private Logging refusing() {
        return Logging.to(nobody.destination(), "<maxEventSize>1</maxEventSize><shutdownTimeout>0</shutdownTimeout>");
    }

    /** Starts an appender with the fallback that leads back to it. */
    private Logging looping(Function<GasAppender, Appender<ILoggingEvent>> fallback) {
        GasAppender appender = new GasAppender();
        appender.setName("COLLECTOR");
        appender.addAppender(fallback.apply(appender));
        return Logging.inCode(appender, nobody.destination(), new EchoEncoder<>());
    }

    private String configuration(String appenders, String fallback) {
        return """
                <configuration>
                  <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                    <destination>%s</destination>%s<shutdownTimeout>0</shutdownTimeout>
                    <appender-ref ref="%s"/>
                  </appender>
                  %s
                  <root level="TRACE"><appender-ref ref="COLLECTOR"/></root>
                </configuration>
                """.formatted(nobody.destination(), Logging.MESSAGE_ONLY, fallback, appenders);
    }

    private static <A extends Appender<ILoggingEvent>> A started(A appender) {
        appender.start();
        return appender;
    }

    /** Throws whatever it is asked to, past Logback's own catch. */
    private static final class Throwing extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final String trouble;

        Throwing(String trouble) {
            this.trouble = trouble;
            setName("THROWING");
        }

        @Override
        public void doAppend(ILoggingEvent event) {
            switch (trouble) {
                case "exception" -> throw new IllegalStateException(trouble);
                case "error" -> throw new AssertionError(trouble);
                default -> throw new StackOverflowError(trouble);
            }
        }

        @Override
        protected void append(ILoggingEvent event) {}
    }

    /** Gives each event to something that it does not show. */
    private static final class Hidden extends AppenderBase<ILoggingEvent> {
        private final Consumer<ILoggingEvent> next;

        Hidden(Consumer<ILoggingEvent> next) {
            this.next = next;
        }

        @Override
        protected void append(ILoggingEvent event) {
            next.accept(event);
        }
    }
}
