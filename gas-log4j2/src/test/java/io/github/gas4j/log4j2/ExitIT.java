// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arrives of an application that ends right after its last event. */
@Timeout(120)
final class ExitIT {
    private static final int EVENTS = 5000;

    @AutoClose
    private final Collector collector = Collector.up();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void everythingArrivesIfThereIsAnyShutdownHook(boolean log4js, boolean ours) throws Exception {
        List<String> printed =
                new LoggingJvm(directory).log(configuration(collector.destination(), log4js, ours, "WARN"), EVENTS);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(collector.lines()).isEqualTo(LoggingJvm.linesOf(EVENTS)));
        assertThat(collector.accepted()).isEqualTo(1);
        assertThat(printed).singleElement().asString().contains("an event begins with a digit"); // as these events do
    }

    @Test
    void theApplicationEndsAlthoughTheCollectorHangs() throws Exception {
        try (Collector hung = Collector.hung()) {
            new LoggingJvm(directory).log(configuration(hung.destination(), true, true, "WARN"), 100_000);

            assertThat(hung.accepted()).isPositive();
        }
    }

    @Test
    void everythingIsSentInUtf8AlthoughThePlatformHasAnotherCharset() throws Exception {
        List<String> printed = new LoggingJvm(directory)
                .withAsciiPlatform()
                .log(configuration(collector.destination(), true, true, "WARN"), 3);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(collector.lines()).isEqualTo(LoggingJvm.linesOf(3)));
        assertThat(String.join("\n", printed)).contains("GasAppender 'GAS': sends UTF-8", "US-ASCII");
    }

    private static String configuration(String destination, boolean log4jsHook, boolean ours, String status) {
        return """
                <Configuration status="%s" shutdownHook="%s">
                  <Appenders>
                    <Gas name="GAS" destination="%s" shutdownHook="%s"><PatternLayout pattern="%%m%%n"/></Gas>
                  </Appenders>
                  <Loggers><Root level="TRACE"><AppenderRef ref="GAS"/></Root></Loggers>
                </Configuration>
                """.formatted(status, log4jsHook ? "enable" : "disable", destination, ours);
    }
}
