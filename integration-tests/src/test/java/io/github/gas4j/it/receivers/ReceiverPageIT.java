// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Receivers that are programs of this machine, started as {@code docs/receivers.md} shows, and both frameworks with the
 * appenders of that page and of the README: what arrives is what was logged. Skipped where a program is missing.
 */
@Timeout(60)
class ReceiverPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LINES = "events.log";
    private static final String PARSED = "events.json";

    @TempDir
    private Path directory;

    private final int port = Tool.freePort();
    private Path copy;

    @BeforeEach
    void nameTheCopy() {
        copy = directory.resolve("copy");
    }

    @ParameterizedTest
    @CsvSource({"ncat, LOGBACK", "ncat, LOG4J2", "socat, LOGBACK", "socat, LOG4J2"})
    void aPipeGetsTheLinesOfTheReadme(String program, Framework framework) throws IOException {
        assertWritten(program, Snippets.readme(framework));
    }

    @ParameterizedTest
    @CsvSource({
        "ncat, LOGBACK, JSON",
        "socat, LOG4J2, JSON",
        "ncat, LOG4J2, GELF",
        "socat, LOGBACK, GELF",
        "ncat, LOGBACK, syslog",
        "socat, LOG4J2, syslog"
    })
    void aPipeGetsEachByteOfTheWire(String program, Framework framework, String appender) throws IOException {
        assertWritten(program, Snippets.appender(framework, appender));
    }

    @ParameterizedTest
    @EnumSource
    void syslogNgStoresTheLinesOfTheReadmeAsTheyAre(Framework framework) throws IOException {
        assertStoredBySyslogNg(Snippets.readme(framework));
    }

    @ParameterizedTest
    @EnumSource
    void syslogNgStoresLinesOfJsonAsTheyAre(Framework framework) throws IOException {
        assertStoredBySyslogNg(Snippets.appender(framework, "JSON"));
    }

    @ParameterizedTest
    @EnumSource
    void syslogNgReadsThePartsOfMessages(Framework framework) throws IOException {
        int syslogPort = Tool.freePort();
        try (Tool syslogNg = startSyslogNg(syslogPort)) {
            Shop.log(Snippets.appender(framework, "syslog").to(syslogPort));
            await("the events").atMost(PATIENCE).until(() -> Messages.count(syslogNg.stored(PARSED)) >= Shop.EVENTS);
            Messages.check(syslogNg.stored(PARSED));
        }
    }

    /** The largest event that the page names, and one that is larger. */
    @Test
    void syslogNgTakes64KiBAndClosesAtWhatIsLarger() throws IOException {
        int syslogPort = Tool.freePort();
        try (Tool syslogNg = startSyslogNg(syslogPort)) {
            String header = "<134>1 - - shop - - - ";
            String largest = header + "x".repeat((64 << 10) - header.length());
            assertThat(Tool.isEndedAfter(largest.length() + " " + largest, syslogPort))
                    .isFalse();
            assertThat(Tool.isEndedAfter((largest.length() + 1) + " " + largest + "y", syslogPort))
                    .isTrue();
            await("the event").atMost(PATIENCE).until(() -> Messages.count(syslogNg.stored(PARSED)) == 1);
        }
    }

    private void assertWritten(String program, Configuration configuration) throws IOException {
        assumeTrue(Tool.isThere(program), "needs " + program);
        String block = Snippets.receiver(program);
        String command = block.substring(block.indexOf('\n') + 1).replace("5170", Integer.toString(port));
        try (Tool pipe = Tool.start(command, directory, port)) {
            Shop.log(configuration.to(port).withCopy(copy));
            assertHolds(pipe, Copy.of(copy, configuration.framing()).wire());
        }
    }

    private void assertStoredBySyslogNg(Configuration configuration) throws IOException {
        try (Tool syslogNg = startSyslogNg(Tool.freePort())) {
            Shop.log(configuration.to(port).withCopy(copy));
            assertHolds(syslogNg, Copy.of(copy, configuration.framing()).stored());
        }
    }

    private Tool startSyslogNg(int syslogPort) throws IOException {
        assumeTrue(Tool.isThere("syslog-ng"), "needs syslog-ng");
        String configuration = Snippets.receiver("syslog-ng.conf")
                .replace("5140", Integer.toString(syslogPort))
                .replace("5170", Integer.toString(port))
                .replace("/var/log/", directory + "/");
        Files.writeString(directory.resolve("syslog-ng.conf"), configuration);
        String command = "syslog-ng --foreground --no-caps --cfgfile=syslog-ng.conf --pidfile=pid --control=control"
                + " --persist-file=persist";
        return Tool.start(command, directory, port);
    }

    private static void assertHolds(Tool tool, byte[] expected) {
        await("the events").atMost(PATIENCE).until(() -> tool.stored(LINES).length >= expected.length);
        assertThat(text(tool.stored(LINES))).isEqualTo(text(expected));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
