// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import io.github.gas4j.testkit.Reservation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options, exit statuses and streams of the collector. */
@Timeout(120)
class CommandLineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws InterruptedException {
        return TryCollector.run(out, new PrintStream(err, true, UTF_8), atExit -> {}, arguments);
    }

    private String said() {
        return err.toString(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--port 0|'--port'|'0' is not a whole number from 1 to 65535",
                "--port http|'--port'|'http' is not a whole number from 1 to 65535",
                "--slow -3|'--slow'|'-3' is not a whole number",
                "--exit-after 0|'--exit-after'|'0' is not a whole number",
                "--reboot-every 10|'--reboot-every'|'10' is not a time such as 500ms, 10s, 2m or 1h",
                "--for 0s|'--for'|'0s' is not a time",
                "--framing gelf|'--framing'|'gelf' is none of newline, crlf, nul, octet-counting",
                "--host [::1|'--host'|'[::1' is no address of this machine",
                "--tls-key x|'--tls-key'|Unknown option",
                "--down-for 2s|--down-for|--reboot-every",
                "--print --count|--print|--count",
                "--refuse --slow 3|--refuse|--slow",
            })
    void namesWhatIsWrong(String arguments, String option, String message) throws Exception {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(said()).contains(option, message);
        assertThat(out.size()).isZero();
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--port", Integer.toString(other.getLocalPort()))).isOne();

            assertThat(said())
                    .startsWith("Cannot listen on 127.0.0.1:" + other.getLocalPort())
                    .contains("in use", "--port");
        }
    }

    @Test
    void saysThatItCannotWriteItsCertificate() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(run("--tls", "--tls-files", file.resolve("folder").toString()))
                .isOne();

        assertThat(said()).startsWith("Cannot start: no certificate in " + file);
    }

    @Test
    void theHelpTellsEveryOption() throws Exception {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(UTF_8))
                .contains("--port", "--host", "--print", "--count", "--framing", "--reboot-every", "--down-for")
                .contains("--slow", "--refuse", "--tls", "--tls-files", "--exit-after", "--for", "--help");
        assertThat(said()).isEmpty();
    }

    @Test
    void aSignalEndsItWithALastLine() throws Exception {
        Path errors = directory.resolve("errors");
        try (Reservation port = Reservation.onLoopback();
                ChildJvm collector = JvmCommand.of(TryCollector.class)
                        .frugal()
                        .arguments("--port", Integer.toString(port.port()))
                        .errorsTo(errors)
                        .start()) {
            await().atMost(PATIENCE).until(() -> Files.readString(errors).contains("listening"));
            try (Logging application = Logging.to(port.destination())) {
                application.log(0, 3);
                await().atMost(PATIENCE).until(() -> collector.output().size() == 3);
            }
            long pid = Long.parseLong(collector.proc().getFileName().toString());

            ProcessHandle.of(pid).orElseThrow().destroy(); // SIGTERM, as Ctrl-C is SIGINT
            collector.awaitEnd(20);

            assertThat(collector.output()).isEqualTo(List.of("order 0", "order 1", "order 2"));
            assertThat(Files.readString(errors).stripTrailing().lines().toList())
                    .last()
                    .asString()
                    .startsWith("collector: received 3 events");
        }
    }
}
