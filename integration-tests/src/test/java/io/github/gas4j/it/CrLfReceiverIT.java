// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LineReceiver;
import io.github.gas4j.it.fixtures.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Spring Integration's TCP server as it comes, which reads up to a CR LF, and applications whose layout writes CR LF itself,
 * as on Windows. GAS removes that; only {@code framing=CRLF} puts it back.
 */
@Timeout(60)
class CrLfReceiverIT {
    private static final List<String> TEXTS = List.of(
            "an event",
            "",
            "failed\n\tat com.example.Service.handle(Service.java:42)\r\n\tat java.base/java.lang.Thread.run",
            "a CR \r, an LF \n, and both \r\n",
            "ends with both\r\n",
            "a NUL \0 and \u00e4\u20ac\ud83d\ude00",
            "the last event");

    @ParameterizedTest
    @EnumSource
    void everyEventArrivesWithCrLfAndNoneWithNewline(Framework framework, @TempDir Path directory) throws IOException {
        try (LineReceiver receiver = new LineReceiver(LineReceiver.Kind.SPRING_CRLF, directory)) {
            log(framework, receiver, Framing.NEWLINE);
            assertThat(receiver.stored()).isEmpty();

            log(framework, receiver, Framing.CRLF);

            String lines = TEXTS.stream()
                    .map(text -> text.replace("\r", "\\r").replace("\n", "\\n") + "\n")
                    .collect(Collectors.joining());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(receiver.stored()).isEqualTo(lines.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void log(Framework framework, LineReceiver receiver, Framing framing) throws IOException {
        Settings settings = Settings.to(receiver.port()).with("framing", framing);
        try (Application application = Application.start(framework, settings, "-Dline.separator=\r\n")) {
            TEXTS.forEach(application::say);
            application.awaitStats("all is written", stats -> stats.get("Written") == TEXTS.size());
            application.exit();
        }
    }
}
