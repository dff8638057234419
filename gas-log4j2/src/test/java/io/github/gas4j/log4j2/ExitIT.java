// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
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
    private final Collector collector = Collector.start();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void everythingArrivesIfThereIsAnyShutdownHook(boolean log4js, boolean ours) throws Exception {
        String printed = new ChildJvm(directory)
                .withClassPath()
                .log(configuration(collector.destination(), log4js, ours, "WARN"), EVENTS);

        await().untilAsserted(() -> assertThat(collector.lines()).isEqualTo(ChildJvm.linesOf(EVENTS)));
        assertThat(collector.connections()).isEqualTo(1);
        assertThat(printed).isEmpty();
    }

    @Test
    void theApplicationEndsAlthoughTheCollectorHangs() throws Exception {
        try (Collector hung = Collector.startHung()) {
            new ChildJvm(directory).withClassPath().log(configuration(hung.destination(), true, true, "WARN"), 100_000);

            assertThat(hung.connections()).isPositive();
        }
    }

    @Test
    void everythingIsSentInUtf8AlthoughThePlatformHasAnotherCharset() throws Exception {
        String printed = new ChildJvm(directory)
                .withClassPath()
                .withAsciiPlatform()
                .log(configuration(collector.destination(), true, true, "WARN"), 3);

        await().untilAsserted(() -> assertThat(collector.lines()).isEqualTo(ChildJvm.linesOf(3)));
        assertThat(printed).contains("GasAppender 'GAS': sends UTF-8", "US-ASCII");
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
