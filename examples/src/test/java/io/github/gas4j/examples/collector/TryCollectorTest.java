// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the collector does with the events of an appender. */
@Timeout(120)
class TryCollectorTest {
    @TempDir
    private Path directory;

    private static void send(Running collector, String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port());
                OutputStream out = socket.getOutputStream()) {
            out.write(text.getBytes(ISO_8859_1));
        }
    }

    @Test
    void printsEachEvent() throws Exception {
        try (Running collector = Running.with();
                Logging application = Logging.to(collector.destination())) {
            application.log("first");
            application.log("zweites, für alle");

            collector.awaitLines("first", "zweites, für alle");
            assertThat(collector.said()).contains("listening on " + collector.destination(), " connected");
        }
    }

    @Test
    void countsInsteadOfPrinting() throws Exception {
        Running collector = Running.with("--count");
        try (collector;
                Logging application = Logging.to(collector.destination())) {
            application.log(0, 12);

            collector.awaitSaid("12 events, ");
        }
        assertThat(collector.lines()).isEmpty();
        assertThat(collector.said().stripTrailing().lines().toList())
                .last()
                .asString()
                .startsWith("collector: received 12 events (86 bytes) over 1 connection in ");
    }

    @Test
    void nothingIsLostWhenItReboots() throws Exception {
        try (Running collector = Running.with("--reboot-every", "6s", "--down-for", "200ms")) {
            int[] logged = new int[1];
            try (Logging application = Logging.to(collector.destination())) {
                await().atMost(Duration.ofSeconds(60))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            application.log(Logging.numbered(logged[0]++));
                            return collector.timesSaid("up again") >= 2;
                        });
                Set<String> expected = IntStream.range(0, logged[0])
                        .mapToObj(Logging::numbered)
                        .collect(Collectors.toSet());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Set.copyOf(collector.lines()).containsAll(expected));
            }
            assertThat(collector.timesSaid("down for 200 ms, 1 connection reset"))
                    .isPositive();
        }
    }

    @Test
    void readsSlowly() throws Exception {
        try (Running collector = Running.with("--slow", "50", "--exit-after", "100");
                Logging application = Logging.to(collector.destination())) {
            application.log(0, 1);
            await().until(() -> collector.lines().size() == 1);
            long first = System.nanoTime();
            application.log(1, 100);

            assertThat(collector.exitStatus()).isZero();
            assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_500));
            assertThat(collector.lines()).hasSize(100);
        }
    }

    @Test
    void hangsUpOnEachConnection() throws Exception {
        try (Running collector = Running.with("--refuse");
                Logging application = Logging.to(collector.destination())) {
            application.log("never arrives");

            await().until(() -> collector.timesSaid("connected, and is closed") >= 3);
            assertThat(collector.lines()).isEmpty();
        }
    }

    @Test
    void decryptsForAnAppenderThatTrustsIt() throws Exception {
        try (Running collector = Running.with("--tls", "--tls-files", directory.toString())) {
            String options = collector
                    .said()
                    .lines()
                    .filter(line -> line.contains("Logback"))
                    .map(line -> line.substring(line.indexOf('<')))
                    .findFirst()
                    .orElseThrow();
            try (Logging application = Logging.to(collector.destination(), options)) {
                application.log("secret");

                collector.awaitLines("secret");
            }
        }
    }

    @Test
    void saysWhyAnAppenderWithoutTrustDoesNotGetThrough() throws Exception {
        try (Running collector = Running.with("--tls", "--tls-files", directory.toString());
                Logging application = Logging.to(collector.destination(), "<tls>true</tls>")) {
            application.log("secret");

            collector.awaitSaid(" ended: ");
            assertThat(collector.said()).contains("certificate_unknown");
            assertThat(collector.lines()).isEmpty();
        }
    }

    @Test
    void anAppenderTrustsTheNextStartToo() throws Exception {
        String options = "<tls>true</tls><tlsTrustedCertificates>" + directory.resolve("authority.pem")
                + "</tlsTrustedCertificates>";
        try (Running first = Running.with("--tls", "--tls-files", directory.toString());
                Logging application = Logging.to(first.destination(), options)) {
            application.log("before");
            first.awaitLines("before");

            first.end();
            try (Running next = first.again("--tls", "--tls-files", directory.toString())) {
                application.log("after");

                await().until(() -> next.lines().contains("after"));
            }
        }
    }

    @Test
    void endsAfterSoManyEvents() throws Exception {
        try (Running collector = Running.with("--exit-after", "5");
                Logging application = Logging.to(collector.destination())) {
            application.log(0, 20);

            assertThat(collector.exitStatus()).isZero();
            assertThat(collector.lines()).containsExactly("order 0", "order 1", "order 2", "order 3", "order 4");
            assertThat(collector.said()).contains("received 5 events");
        }
    }

    @Test
    void endsAfterSoLong() throws Exception {
        try (Running collector = Running.with("--for", "300ms")) {
            assertThat(collector.exitStatus()).isZero();
            assertThat(collector.said()).contains("received 0 events (0 bytes) over 0 connections");
        }
    }

    @Test
    void failsWhenTooFewCameInTime() throws Exception {
        try (Running collector = Running.with("--for", "300ms", "--exit-after", "3")) {
            assertThat(collector.exitStatus()).isOne();
            assertThat(collector.said()).contains("fewer than the 3 that --exit-after asks for");
        }
    }

    @Test
    void cutsByTheOtherFramings() throws Exception {
        for (String framing : new String[] {"crlf", "nul", "octet-counting"}) {
            try (Running collector = Running.with("--framing", framing);
                    Logging application = Logging.to(
                            collector.destination(), "<framing>" + framing.replace('-', '_') + "</framing>")) {
                application.log("one\nand its second line");
                application.log("two");

                await().until(() -> collector.lines().size() == 2);
                assertThat(collector.lines().get(0)).startsWith("one\\nand its second line");
                assertThat(collector.lines().get(1)).startsWith("two");
            }
        }
    }

    @Test
    void disturbsNoTerminal() throws Exception {
        try (Running collector = Running.with()) {
            send(collector, "\u001b[31mred\u001b[0m\ttab\u0007\r\n");

            collector.awaitLines("\\x1b[31mred\\x1b[0m\ttab\\x07");
        }
    }

    @Test
    void bytesThatAreNoTextPassUntouched() throws Exception {
        try (Running collector = Running.with()) {
            send(collector, "\u00ff\u00fe\u00c3(\u00c2\n");

            await().until(() -> collector.bytes().length == 6);
            assertThat(new String(collector.bytes(), ISO_8859_1)).isEqualTo("\u00ff\u00fe\u00c3(\u00c2\n");
        }
    }

    @Test
    void saysThatAConnectionEndedWithinAnEvent() throws Exception {
        try (Running collector = Running.with()) {
            send(collector, "whole\ntorn");

            collector.awaitSaid("closed, within an event, after 4 bytes of it");
            collector.awaitLines("whole");
        }
    }

    @Test
    void closesWhatIsNotOctetCounted() throws Exception {
        try (Running collector = Running.with("--framing", "octet-counting")) {
            send(collector, "5 hello" + "INFO  no count\n");

            collector.awaitSaid("ended: no octet count before: INFO  no count\\n");
            collector.awaitLines("hello");
        }
    }

    @Test
    void c1ControlCharactersAreEscapedToo() {
        assertThat(new String(Printable.of("a\u009bb\u00e9".getBytes(UTF_8)), UTF_8))
                .isEqualTo("a\\xc2\\x9bb\u00e9");
    }
}
