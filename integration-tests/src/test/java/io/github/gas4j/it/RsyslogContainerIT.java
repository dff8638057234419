// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.RsyslogContainer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.junit.jupiter.Testcontainers;

/** What the tests against a real collector rely on: {@link RsyslogContainer} keeps its own promises. */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(120)
class RsyslogContainerIT {
    @Test
    void keepsItsPortAndJournalAcrossAKill() throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start()) {
            send(rsyslog, numbered(0, 1000));
            awaitLines(rsyslog, numbered(0, 1000));

            rsyslog.killRsyslogd();
            assertThatThrownBy(() -> send(rsyslog, "lost\n")).isInstanceOf(ConnectException.class);

            rsyslog.startRsyslogd();
            send(rsyslog, numbered(1000, 2000));
            awaitLines(rsyslog, numbered(0, 2000));
        }
    }

    @Test
    void storesLinesByteForByte() throws IOException {
        String lines = "12 apples\n2026-01-01 first\n<13>with a priority\n\tat Indented.java  \nGrüße ☃ 日本\ncr\r\n"
                + "x".repeat(60_000) + "\n";
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start()) {
            send(rsyslog, lines);
            awaitLines(rsyslog, lines);
            assertThat(rsyslog.journal()).hasContent(lines);
        }
    }

    @Test
    void readsOctetCountedFrames() throws IOException {
        try (RsyslogContainer rsyslog =
                RsyslogContainer.onHostNetwork().withOctetCountedFraming().start()) {
            send(rsyslog, "5 first10 second one");
            awaitLines(rsyslog, "first\nsecond one\n");
        }
    }

    @Test
    void acceptsButStoresNothingWhilePaused() throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork().start()) {
            rsyslog.pauseRsyslogd();
            send(rsyslog, numbered(0, 10));
            assertThat(rsyslog.lines()).isEmpty();

            rsyslog.resumeRsyslogd();
            awaitLines(rsyslog, numbered(0, 10));
        }
    }

    @Test
    void isReachedThroughAMappedPort() throws IOException {
        try (RsyslogContainer rsyslog = RsyslogContainer.behindMappedPort().start()) {
            send(rsyslog, numbered(0, 1000));
            awaitLines(rsyslog, numbered(0, 1000));

            rsyslog.terminateRsyslogd();
            send(rsyslog, "accepted by the proxy, and gone\n");

            rsyslog.startRsyslogd();
            send(rsyslog, numbered(1000, 1001));
            awaitLines(rsyslog, numbered(0, 1001));
        }
    }

    private static void send(RsyslogContainer rsyslog, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rsyslog.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void awaitLines(RsyslogContainer rsyslog, String text) {
        List<String> expected = List.of(text.split("\n"));
        await().untilAsserted(() -> assertThat(rsyslog.lines()).containsExactlyElementsOf(expected));
    }

    private static String numbered(int from, int to) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(from, to).forEach(n -> lines.append("m 1:").append(n).append(" text\n"));
        return lines.toString();
    }
}
