// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Descent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fallbacks that fail, that lead back, and that log themselves. */
final class FallbackTroubleTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";

    @AutoClose
    private final Collector nobody = Collector.down();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GAS      | GAS                    | <Null name="N"/>
            ASYNC    | ASYNC -> GAS           | <Async name="ASYNC"><AppenderRef ref="GAS"/></Async>
            ASYNC    | ASYNC -> GAS           | <Async name="ASYNC" errorRef="GAS"><AppenderRef ref="N"/></Async>
            FAILOVER | FAILOVER -> GAS        | <Failover name="FAILOVER" primary="GAS"><Failovers><AppenderRef ref="N"/></Failovers></Failover>
            FAILOVER | FAILOVER -> GAS        | <Failover name="FAILOVER" primary="N"><Failovers><AppenderRef ref="GAS"/></Failovers></Failover>
            REWRITE  | REWRITE -> GAS         | <Rewrite name="REWRITE"><AppenderRef ref="GAS"/></Rewrite>
            ROUTING  | ROUTING -> GAS         | <Routing name="ROUTING"><Routes pattern="x"><Route ref="GAS"/></Routes></Routing>
            ROUTING  | ROUTING -> GAS         | <Routing name="ROUTING"><Routes pattern="x"><Route><Async name="A"><AppenderRef ref="GAS"/></Async></Route></Routes></Routing>
            OTHER    | OTHER -> GAS           | <Gas name="OTHER" destination="127.0.0.1:9"><PatternLayout/><AppenderRef ref="GAS"/></Gas>
            REWRITE  | REWRITE -> ASYNC -> GAS | <Async name="ASYNC"><AppenderRef ref="GAS"/></Async><Rewrite name="REWRITE"><AppenderRef ref="ASYNC"/></Rewrite>
            """)
    void aFallbackThatLeadsBackIsAnErrorThatNamesTheWay(String ref, String way, String others) {
        String appenders = gas("", "<AppenderRef ref=\"" + ref + "\"/>") + "<Null name=\"N0\"/>" + others
                + (others.contains("name=\"N\"") ? "" : "<Null name=\"N\"/>");
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appenders, "GAS"))) {
            assertThat(log4j.appender().isStarted()).isFalse();
            assertThatCode(() -> log4j.logger().info("large")).doesNotThrowAnyException();
        }
        assertThat(status.ofGas(Level.ERROR))
                .filteredOn(error -> error.contains("'GAS': "))
                .singleElement()
                .asString()
                .contains("option AppenderRef: '" + ref + "' leads back", "by " + way + ";", "valid: ");
    }

    @Test
    void anUnknownFallbackIsAnErrorThatNamesTheOthers() {
        String appenders = gas("", "<AppenderRef ref=\"FLIE\"/>") + "<Null name=\"FILE\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appenders, "GAS"))) {
            assertThat(log4j.appender().isStarted()).isFalse();
        }
        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option AppenderRef: 'FLIE' is the name of no appender; valid: one of FILE");
    }

    @Test
    void aReferenceWithoutANameIsAnError() {
        try (Log4j log4j =
                Log4j.start(directory, Log4j.configuration(gas("", "<AppenderRef level=\"WARN\"/>"), "GAS"))) {
            assertThat(log4j.appender().isStarted()).isFalse();
        }
        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option AppenderRef: ref is missing; valid: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFallbackThatThrowsReachesNoCallerAndHasTakenNothing(boolean ignoreExceptions) {
        try (Log4j log4j = start()) {
            for (Throwable trouble : List.of(
                    new IllegalArgumentException("exception"), new AssertionError("error"), new StackOverflowError())) {
                GasAppender appender = withFallback(log4j, ignoreExceptions, event -> {
                    if (trouble instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException(trouble);
                });
                assertThatCode(() -> appender.append(FallbackTest.event("large")))
                        .doesNotThrowAnyException();

                assertThat(appender.stats()).satisfies(stats -> {
                    assertThat(stats.droppedTooLarge()).isEqualTo(1);
                    assertThat(stats.dropped()).isEqualTo(1);
                });
                appender.stop();
            }
            assertThat(status.ofGas(Level.WARN))
                    .filteredOn(line -> line.contains("the fallback "))
                    .hasSize(3)
                    .allMatch(line -> line.contains("failed in appender 'ODD'"));
        }
    }

    @Test
    void aLoopThatNothingShowsEndsWhenTheEventComesBack() {
        try (Log4j log4j = start()) {
            GasAppender[] appender = new GasAppender[1];
            appender[0] = withFallback(log4j, true, event -> appender[0].append(event));
            appender[0].append(FallbackTest.event("large"));

            assertThat(appender[0].stats()).satisfies(stats -> {
                assertThat(stats.offered()).isEqualTo(2);
                assertThat(stats.droppedTooLarge()).isEqualTo(1);
                assertThat(stats.droppedFallback()).isEqualTo(1);
            });
            assertThat(status.ofGas(Level.WARN))
                    .filteredOn(line -> line.contains("the fallback "))
                    .singleElement()
                    .asString()
                    .contains("leads back");
            appender[0].stop();
        }
    }

    @Test
    void aLoopThatMakesNewEventsComesToAnEnd() {
        try (Log4j log4j = start()) {
            GasAppender[] appender = new GasAppender[1];
            appender[0] = withFallback(log4j, true, event -> appender[0].append(FallbackTest.event("another")));
            appender[0].append(FallbackTest.event("large"));

            assertThat(appender[0].stats()).satisfies(stats -> {
                assertThat(stats.offered()).isEqualTo(9);
                assertThat(stats.droppedFallback()).isEqualTo(8);
            });
            appender[0].stop();
        }
    }

    @Test
    void whatAnObjectLogsInTheFallbacksLayoutGoesToTheFallbackToo() {
        try (Log4j log4j = start()) {
            GasAppender[] appender = new GasAppender[1];
            List<String> texts = new CopyOnWriteArrayList<>();
            appender[0] = withFallback(log4j, true, event -> {
                String text = event.getMessage().getFormattedMessage();
                if (text.equals("large")) {
                    appender[0].append(FallbackTest.event("from within"));
                }
                texts.add(text);
            });
            appender[0].append(FallbackTest.event("large"));

            assertThat(texts).containsExactly("from within", "large");
            assertThat(appender[0].stats()).satisfies(stats -> {
                assertThat(stats.droppedFallback()).isEqualTo(2);
                assertThat(stats.dropped()).isEqualTo(2);
            });
            appender[0].stop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atTheEndOfTheStackEveryCallThatReturnsIsCountedOnce(boolean ignoreExceptions) throws InterruptedException {
        try (Log4j log4j = start()) {
            List<LogEvent> taken = new CopyOnWriteArrayList<>();
            GasAppender appender = withFallback(log4j, ignoreExceptions, taken::add);
            LogEvent event = FallbackTest.event("large");
            Descent descent = new Descent(2, () -> appender.append(event));
            for (int round = 0; round < 2; round++) {
                descent.run(300_000 + 64 * round);
            }
            int before = taken.size();
            appender.append(event);

            assertThat(descent.returned()).isPositive();
            assertThat(taken).hasSize(before + 1);
            if (ignoreExceptions) {
                await().untilAsserted(() -> assertThat(appender.stats()).satisfies(stats -> {
                    assertThat(stats.offered()).isEqualTo(descent.returned() + 1);
                    assertThat(stats.dropped()).isEqualTo(descent.returned() + 1);
                }));
            }
            appender.stop();
        }
    }

    private Log4j start() {
        return Log4j.start(directory, Log4j.configuration("<Null name=\"N\"/>", "N"));
    }

    private String gas(String attributes, String elements) {
        return "<Gas name=\"GAS\" destination=\"" + nobody.destination() + "\" maxEventSize=\"1\" shutdownTimeout=\"0\""
                + attributes + ">" + PATTERN + elements + "</Gas>";
    }

    /** Starts an appender in code, whose buffer takes no event that these tests log. */
    private GasAppender withFallback(Log4j log4j, boolean ignoreExceptions, Consumer<LogEvent> fallback) {
        Configuration configuration = log4j.context().getConfiguration();
        configuration.getAppenders().remove("ODD");
        Odd odd = new Odd(ignoreExceptions, fallback);
        odd.start();
        configuration.addAppender(odd);
        GasAppender appender = GasAppender.newBuilder()
                .setName("GAS")
                .setConfiguration(configuration)
                .setLayout(PatternLayout.createDefaultLayout())
                .setDestination(nobody.destination())
                .setMaxEventSize("1")
                .setShutdownTimeout("0")
                .setFallbacks(AppenderRef.createAppenderRef("ODD", null, null))
                .build();
        appender.start();
        return appender;
    }

    /** Does something odd with each event. */
    private static final class Odd extends AbstractAppender {
        private final Consumer<LogEvent> deed;

        Odd(boolean ignoreExceptions, Consumer<LogEvent> deed) {
            super("ODD", null, null, ignoreExceptions, Property.EMPTY_ARRAY);
            this.deed = deed;
        }

        @Override
        public void append(LogEvent event) {
            deed.accept(event);
        }
    }
}
