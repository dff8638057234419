// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reload that changes which client an appender uses, and has a mistake besides. */
@Timeout(120)
final class ChangedClientTest {
    private static final String SHARED = " client=\"SHARED\"";

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void anAppenderWithAMistakeGoesOnWithTheClientOfItsOwn() {
        try (Log4j log4j = Log4j.start(directory, both("", ""))) {
            log4j.reload(both(SHARED, SHARED + " bufferSize=\"1MiB\""));
            log4j.logger().info("one");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactlyInAnyOrder("A one", "B one"));
            assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("'1MiB' contradicts");
            assertThat(clients("B")).hasSize(1);
        }
        assertThat(clients("A", "B", "SHARED")).isEmpty();
    }

    @Test
    void anAppenderWithAMistakeGoesOnWithTheClientThatItShared() {
        try (Log4j log4j = Log4j.start(directory, both(SHARED, SHARED))) {
            log4j.reload(both(SHARED, " bufferSize=\"8 apples\""));
            log4j.reload(both(SHARED, " client=\"OTHER\" bufferSize=\"9 apples\""));
            log4j.logger().info("one");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactlyInAnyOrder("A one", "B one"));
            assertThat(clients("A", "B", "SHARED", "OTHER")).hasSize(1);
        }
        assertThat(clients("A", "B", "SHARED", "OTHER")).isEmpty();
    }

    private static List<GasClient> clients(String... names) {
        return GasClient.running().stream()
                .filter(client -> List.of(names).contains(client.name()))
                .toList();
    }

    private String both(String ofA, String ofB) {
        return Log4j.both(gas("A", ofA), gas("B", ofB));
    }

    private String gas(String name, String attributes) {
        return "<Gas name=\"%s\" destination=\"%s\"%s reportDrops=\"false\">"
                        .formatted(name, collector.destination(), attributes)
                + "<PatternLayout pattern=\"" + name + " %m%n\" charset=\"UTF-8\"/></Gas>";
    }
}
