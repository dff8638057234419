// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that begin with a digit: in lines, and only there, some receivers take it for a length. */
class LeadingDigitTest {
    private static final String DIGIT = "begins with a digit";

    private final Peer peer = new Peer();
    private final RecordingListener heard = new RecordingListener();

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    /** Sends events one by one, and ends the client. */
    private void send(Framing framing, String... events) throws IOException {
        GasConfig config = GasConfig.builder()
                .option("destination", peer.destination())
                .option("framing", framing.name())
                .option("shutdownHook", "false")
                .build();
        GasClient client = new GasClient("unit", config, heard, Thread::new);
        client.start();
        Peer.Link link = peer.accept();
        for (String event : events) {
            byte[] bytes = Bytes.of(event);
            client.offer(bytes, 0, bytes.length);
            if (framing == Framing.NEWLINE) {
                link.readLine(); // so that no batch has two of them
            }
        }
        Await.until("all written", () -> client.stats().written() >= events.length);
        client.close(Duration.ZERO);
        link.close();
    }

    @Test
    void isWarnedOfOnceAtTheFirstOfThem() throws IOException {
        send(Framing.NEWLINE, "INFO 1", "2026-01-01 INFO 2", "0", "9");

        assertThat(heard.warnings).filteredOn(line -> line.contains(DIGIT)).hasSize(1);
    }

    @Test
    void otherEventsAreNotWarnedOf() throws IOException {
        send(Framing.NEWLINE, "INFO 1", "", " 2", "/3", ":4");

        assertThat(heard.warnings).noneMatch(line -> line.contains(DIGIT));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEWLINE")
    void otherFramingsAreNotWarnedOf(Framing framing) throws IOException {
        send(framing, "2026-01-01 INFO 2");

        assertThat(heard.warnings).noneMatch(line -> line.contains(DIGIT));
    }
}
