// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A collector that closes what was silent for three seconds, and applications that say something every second, or do not. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class HeartbeatIT {
    private static final int CUT_MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void aConnectionWithHeartbeatsIsNotCut(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = start(framework, collector, "1s")) {
            collector.closeIdle(CUT_MILLIS);
            application.say("an event");

            await().atMost(PATIENCE)
                    .until(() -> Collections.frequency(collector.lines(), "heartbeat") >= CUT_MILLIS / 1_000 + 1);
            application.say("another");
            collector.awaitLines(CUT_MILLIS / 1_000 + 3);

            assertThat(collector.accepted()).isEqualTo(1);
            Stats stats = application.stats();
            assertThat(stats.get("Offered")).isEqualTo(2);
            assertThat(stats.get("Written")).isEqualTo(2);
        }
    }

    /** The arm that shows that the collector above would have cut the connection, which costs nothing either. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = "LOG4J2")
    void withoutHeartbeatsItIsCut(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = start(framework, collector, "1h")) {
            collector.closeIdle(CUT_MILLIS);
            application.say("an event");
            await().atMost(PATIENCE).until(() -> collector.accepted() > 1);

            application.say("another");

            collector.awaitLines(2);
            assertThat(collector.lines()).containsExactly("an event", "another");
        }
    }

    private static Application start(Framework framework, Collector collector, String interval) throws IOException {
        return Application.start(framework, Settings.at(collector.destination()).with("heartbeatInterval", interval));
    }
}
