// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LineReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Receivers of Spring Integration and Camel, with a limit above the longest event, and both frameworks with the appenders of
 * {@code docs/receivers.md} and of the README: what arrives is what was logged.
 */
@Tag("long")
@Timeout(60)
class LibraryReceiversIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "SPRING_LONG, LOGBACK, README",
        "SPRING_LONG, LOG4J2, README",
        "SPRING_LONG, LOG4J2, JSON",
        "SPRING_NUL, LOGBACK, GELF",
        "SPRING_NUL, LOG4J2, GELF",
        "CAMEL_LONG, LOGBACK, README",
        "CAMEL_LONG, LOG4J2, README",
        "CAMEL_LONG, LOGBACK, JSON",
        "CAMEL_NUL, LOGBACK, GELF",
        "CAMEL_NUL, LOG4J2, GELF"
    })
    void storesEventsAsTheyAre(LineReceiver.Kind kind, Framework framework, String appender) throws IOException {
        assertStored(
                kind, appender.equals("README") ? Snippets.readme(framework) : Snippets.appender(framework, appender));
    }

    @ParameterizedTest
    @EnumSource
    void storesEventsOfSeveralLinesBehindTheirLengths(Framework framework) throws IOException {
        assertStored(LineReceiver.Kind.SPRING_LENGTH, Snippets.readme(framework).with("framing", "LENGTH_PREFIX"));
    }

    @ParameterizedTest
    @EnumSource
    void readsThePartsOfCountedMessages(Framework framework) throws IOException {
        try (LineReceiver receiver = new LineReceiver(LineReceiver.Kind.SPRING_SYSLOG, directory)) {
            Shop.log(Snippets.appender(framework, "syslog").to(receiver.port()));
            await("the events")
                    .atMost(PATIENCE)
                    .until(() -> text(receiver.stored()).lines().count() >= Shop.EVENTS);
            Messages.check(receiver.stored());
        }
    }

    private void assertStored(LineReceiver.Kind kind, Configuration configuration) throws IOException {
        Path copy = directory.resolve("copy");
        try (LineReceiver receiver = new LineReceiver(kind, directory)) {
            Shop.log(configuration.to(receiver.port()).withCopy(copy));
            byte[] expected = Copy.of(copy, configuration.framing()).stored();
            await("the events").atMost(PATIENCE).until(() -> receiver.stored().length >= expected.length);
            assertThat(text(receiver.stored())).isEqualTo(text(expected));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
