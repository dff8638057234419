// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Reconfigurable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Appenders that go while Log4j reloads a file that {@code monitorInterval} watches. It holds the context's monitor then. */
@Timeout(120)
final class ReloadLockTest {
    private static final String NOTHING = Log4j.configuration("<Null name=\"NULL\"/>", "NULL");

    @TempDir
    private Path directory;

    @Test
    void anAppenderThatIsStoppedMeanwhileKeepsTheReloadFromNothing() throws Exception {
        String two = Log4j.configuration(gas("A") + gas("B"), "A");
        Log4j log4j = Log4j.start(directory, two);
        LoggerContext context = log4j.context();
        GasAppender evicted = log4j.appender("A");
        Configuration next = Log4j.start(directory, NOTHING).context().getConfiguration();
        Thread eviction = new Thread(evicted::stop, "eviction");
        Reconfigurable file = () -> {
            eviction.start();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> eviction.getState() == Thread.State.BLOCKED
                            || eviction.getState() == Thread.State.TERMINATED);
            return next;
        };

        CompletableFuture<Void> reload = CompletableFuture.runAsync(() -> context.onChange(file));

        assertThat(reload).succeedsWithin(20, TimeUnit.SECONDS);
        eviction.join(20_000);
        assertThat(eviction.isAlive()).isFalse();
        log4j.close();
        assertThat(context.getListeners()).isEmpty();
    }

    private static String gas(String name) {
        return "<Gas name=\"%s\" destination=\"127.0.0.1:9\"><PatternLayout pattern=\"%%m%%n\"/></Gas>".formatted(name);
    }
}
