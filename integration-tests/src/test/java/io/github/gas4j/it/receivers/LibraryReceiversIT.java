// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LineReceiver;
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
        "SPRING_LONG, README",
        "SPRING_LENGTH, README",
        "SPRING_NUL, GELF",
        "CAMEL_LONG, README",
        "CAMEL_LONG, JSON",
        "CAMEL_NUL, GELF"
    })
    void storesEventsAsTheyAre(LineReceiver.Kind kind, String appender) throws IOException {
        try (LineReceiver receiver = new LineReceiver(kind, directory)) {
            for (Framework framework : Framework.values()) {
                Configuration shown =
                        appender.equals("README") ? Snippets.readme(framework) : Snippets.appender(framework, appender);
                assertStored(
                        receiver,
                        kind == LineReceiver.Kind.SPRING_LENGTH ? shown.with("framing", Framing.LENGTH_PREFIX) : shown);
            }
        }
    }

    @Test
    void readsThePartsOfCountedMessages() throws IOException {
        try (LineReceiver receiver = new LineReceiver(LineReceiver.Kind.SPRING_SYSLOG, directory)) {
            for (Framework framework : Framework.values()) {
                int from = receiver.stored().length;
                Shop.log(Snippets.appender(framework, "syslog").to(receiver.port()));
                await("the events").atMost(PATIENCE).until(() -> Messages.count(after(receiver, from)) >= Shop.EVENTS);
                Messages.check(after(receiver, from));
            }
        }
    }

    private void assertStored(LineReceiver receiver, Configuration configuration) throws IOException {
        int from = receiver.stored().length;
        Path copy = directory.resolve("copy-" + configuration.framework());
        Shop.log(configuration.to(receiver.port()).withCopy(copy));
        byte[] expected = Copy.of(copy, configuration.framing()).stored();
        await("the events").atMost(PATIENCE).until(() -> receiver.stored().length >= from + expected.length);
        assertThat(text(after(receiver, from))).isEqualTo(text(expected));
    }

    private static byte[] after(LineReceiver receiver, int from) {
        byte[] all = receiver.stored();
        return Arrays.copyOfRange(all, from, all.length);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
