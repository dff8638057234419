// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container's threads keep of an application that was undeployed. */
final class RedeploymentTest {
    private final ExecutorService container = Executors.newSingleThreadExecutor();

    @TempDir
    private Path directory;

    @AfterEach
    void stopContainer() throws Exception {
        container.shutdownNow();
        assertThat(container.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothingOfAStoppedAppenderIsLeftInThreadsThatHaveLogged() throws Exception {
        try (Collector collector = Collector.up()) {
            Remains remains =
                    container.submit(() -> deployAndUndeploy(collector)).get();

            await().untilAsserted(() -> {
                System.gc();
                assertThat(remains.appender.get()).isNull();
                assertThat(remains.client.get()).isNull();
            });
        }
    }

    private Remains deployAndUndeploy(Collector collector) {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"" + collector.destination() + "\""))) {
            log4j.logger().info("event");
            await().untilAsserted(() -> assertThat(collector.lines()).hasSize(1));
            return new Remains(new WeakReference<>(log4j.appender()), new WeakReference<>(log4j.client()));
        }
    }

    private record Remains(WeakReference<GasAppender> appender, WeakReference<GasClient> client) {}
}
