// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A route that an old configuration makes after its stop. Nobody stops the appender, and it must keep no client. */
@Timeout(120)
final class LateRouteTest {
    @AutoClose
    private final Collector collector = Collector.up();

    @TempDir
    private Path directory;

    @Test
    void aClientOfItsOwnTakesTheEventAndEndsByItself() {
        try (Log4j log4j = Log4j.start(directory, routing(""))) {
            Appender old = routing(log4j);
            log4j.reload(Log4j.configuration("<Null name=\"NULL\"/>", "NULL"));

            log(old);

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("late"));
            await().until(() -> clients("LATE-ROUTE").isEmpty());
        }
    }

    @Test
    void theEndOfTheContextClosesTheClientThatItShares() {
        String shared = " client=\"LATE-SHARED\"";
        try (Log4j log4j = Log4j.start(directory, routing(shared))) {
            Appender old = routing(log4j);
            log4j.reload(Log4j.configuration(gas("STAYS", shared), "STAYS"));

            log(old);

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("late"));
            assertThat(clients("LATE-SHARED")).hasSize(1);
        }
        assertThat(clients("LATE-SHARED")).isEmpty();
    }

    private static void log(Appender old) {
        old.append(Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage("late"))
                .build());
    }

    private static Appender routing(Log4j log4j) {
        return Objects.requireNonNull(log4j.context().getConfiguration().getAppender("ROUTING"));
    }

    private static List<GasClient> clients(String name) {
        return GasClient.running().stream()
                .filter(client -> client.name().equals(name))
                .toList();
    }

    private String routing(String attributes) {
        return Log4j.configuration(
                "<Routing name=\"ROUTING\"><Routes pattern=\"x\"><Route>" + gas("LATE-ROUTE", attributes)
                        + "</Route></Routes></Routing>",
                "ROUTING");
    }

    private String gas(String name, String attributes) {
        return "<Gas name=\"%s\" destination=\"%s\"%s reportDrops=\"false\"><PatternLayout pattern=\"%%m%%n\"/></Gas>"
                .formatted(name, collector.destination(), attributes);
    }
}
