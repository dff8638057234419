// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The TCP inputs of Graylog for GELF and for syslog in a JVM of their own, with Graylog's transports and codecs, and both
 * frameworks with the appenders of {@code docs/receivers.md}: what arrives is what was logged.
 */
@Tag("long")
@Timeout(90)
class GraylogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STORED = "events.json";
    private static final Path MAIN =
            Path.of("src", "test", "graylog", "GraylogMain.java").toAbsolutePath();
    private static final Path JARS = Path.of("target", "graylog").toAbsolutePath();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void readsGelf(Framework framework) throws IOException {
        Messages.checkGelf(sent(Snippets.appender(framework, "GELF"), "gelf"));
    }

    @ParameterizedTest
    @EnumSource
    void readsThePartsOfCountedMessages(Framework framework) throws IOException {
        Messages.check(sent(Snippets.appender(framework, "syslog"), "syslog"));
    }

    private byte[] sent(Configuration configuration, String input) throws IOException {
        int port = Tool.freePort();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command = "%s -XX:TieredStopAtLevel=1 -cp '%s/*' %s %d %s %s"
                .formatted(java, JARS, MAIN, port, input, directory.resolve(STORED));
        try (Tool graylog = Tool.start(command, directory, port)) {
            Shop.log(configuration.to(port));
            await("the events")
                    .atMost(PATIENCE)
                    .until(() -> new String(graylog.stored(STORED), StandardCharsets.UTF_8)
                                    .lines()
                                    .count()
                            >= Shop.EVENTS);
            return graylog.stored(STORED);
        }
    }
}
