// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Inputs of Graylog, NiFi and Flume, each in a JVM of its own without the server around it, and both frameworks with the
 * appenders of {@code docs/receivers.md} and of the README: what arrives is what was logged.
 */
@Tag("long")
@Timeout(90)
class ServerReceiversIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STORED = "events";
    private static final Path MAINS = Path.of("src", "test", "receivers").toAbsolutePath();
    private static final Path JARS = Path.of("target", "receivers").toAbsolutePath();

    private final int port = Tool.freePort();

    @TempDir
    private Path directory;

    @Test
    void graylogReadsGelf() throws IOException {
        try (Tool graylog = start("graylog/GraylogMain", "gelf")) {
            for (Framework framework : Framework.values()) {
                Messages.checkGelf(received(graylog, Snippets.appender(framework, "GELF")));
            }
        }
    }

    @Test
    void graylogReadsThePartsOfCountedMessages() throws IOException {
        try (Tool graylog = start("graylog/GraylogMain", "syslog")) {
            for (Framework framework : Framework.values()) {
                Messages.check(received(graylog, Snippets.appender(framework, "syslog")));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"nifi/NifiMain, ListenTCP", "flume/FlumeMain, netcat"})
    void linesOfTheReadmeArePassedOnAsTheyAre(String server, String input) throws IOException {
        try (Tool receiver = start(server, input)) {
            for (Framework framework : Framework.values()) {
                assertPassedOn(receiver, Snippets.readme(framework));
            }
        }
    }

    /** Neither of them reads counted messages. */
    @ParameterizedTest
    @CsvSource({"nifi/NifiMain, ListenSyslog", "flume/FlumeMain, syslogtcp"})
    void messagesInLinesArePassedOnAsTheyAre(String server, String input) throws IOException {
        try (Tool receiver = start(server, input)) {
            for (Framework framework : Framework.values()) {
                assertPassedOn(receiver, Snippets.appender(framework, "syslog").framedBy(Framing.NEWLINE));
            }
        }
    }

    private void assertPassedOn(Tool receiver, Configuration configuration) throws IOException {
        Path copy = directory.resolve("copy-" + configuration.framework());
        String received = text(received(receiver, configuration.withCopy(copy)));
        assertThat(received)
                .isEqualTo(text(Copy.of(copy, configuration.framing()).stored()));
    }

    /** Sends events, and returns the lines that are stored of them. */
    private byte[] received(Tool receiver, Configuration configuration) throws IOException {
        int from = receiver.stored(STORED).length;
        Shop.log(configuration.to(port));
        await("the events").atMost(PATIENCE).until(() -> Messages.count(after(receiver, from)) >= Shop.EVENTS);
        return after(receiver, from);
    }

    private static byte[] after(Tool receiver, int from) {
        byte[] all = receiver.stored(STORED);
        return Arrays.copyOfRange(all, from, all.length);
    }

    /** Starts a main class, which is named behind the directory of its jars. */
    private Tool start(String server, String input) throws IOException {
        Path name = Path.of(server);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command = "%s -XX:TieredStopAtLevel=1 -cp '%s/*' %s.java %d %s %s"
                .formatted(
                        java,
                        JARS.resolve(name.getParent()),
                        MAINS.resolve(name.getFileName()),
                        port,
                        input,
                        directory.resolve(STORED));
        return Tool.start(command, directory, port);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
