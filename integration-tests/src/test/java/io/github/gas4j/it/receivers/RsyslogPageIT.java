// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.RsyslogContainer;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * One rsyslogd with the configuration that {@code docs/receivers.md} shows, and with TLS of both drivers, and both frameworks
 * with the appenders of that page and of the README: what arrives is what was logged. Skipped without Docker.
 */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(120)
class RsyslogPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LINES = "events.log";
    private static final String PARSED = "events.json";

    private static final RsyslogContainer RSYSLOG = RsyslogContainer.onHostNetwork();
    private static final int SYSLOG_PORT = Tool.freePort();
    private static final int OSSL_PORT = Tool.freePort();
    private static final int GTLS_PORT = Tool.freePort();

    @TempDir
    private static Path pki;

    private static Pki authority;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        authority = new Pki(pki, "authority");
        String tls = Snippets.receiver("rsyslog.conf: TLS");
        String configuration = Snippets.receiver("rsyslog.conf").replace("5140", Integer.toString(SYSLOG_PORT))
                + tls.replace("6514", Integer.toString(OSSL_PORT))
                + tls.replace("6514", Integer.toString(GTLS_PORT)).replace("ossl", "gtls");
        RSYSLOG.withCertificates(authority, authority.issue("collector", "127.0.0.1"))
                .withConfiguration(configuration
                        .replace("5170", Integer.toString(RSYSLOG.port()))
                        .replace("/var/log/", "/gas/")
                        .replace("/etc/rsyslog/", "/gas/"))
                .start();
    }

    @AfterAll
    static void stop() {
        RSYSLOG.close();
    }

    @ParameterizedTest
    @EnumSource
    void storesTheLinesOfTheReadmeAsTheyAre(Framework framework) throws IOException {
        assertStoredAsItIs(Snippets.readme(framework));
    }

    @ParameterizedTest
    @EnumSource
    void storesLinesOfJsonAsTheyAre(Framework framework) throws IOException {
        assertStoredAsItIs(Snippets.appender(framework, "JSON"));
    }

    @ParameterizedTest
    @EnumSource
    void storesCountedMessagesOfSeveralLinesAsTheyAre(Framework framework) throws IOException {
        assertStoredAsItIs(Snippets.appender(framework, "syslog"));
    }

    @ParameterizedTest
    @EnumSource
    void readsThePartsOfMessages(Framework framework) throws IOException {
        assertRead(Snippets.appender(framework, "syslog").to(SYSLOG_PORT));
    }

    @ParameterizedTest
    @CsvSource({"ossl, LOGBACK", "ossl, LOG4J2", "gtls, LOGBACK", "gtls, LOG4J2"})
    void readsThePartsOfMessagesOverTls(String driver, Framework framework) throws IOException {
        assertRead(Snippets.appender(framework, "syslog")
                .to(driver.equals("ossl") ? OSSL_PORT : GTLS_PORT)
                .with("tls", true)
                .with("tlsTrustedCertificates", authority.trusted()));
    }

    /** The largest event that the page names, and one that is larger. */
    @Test
    void takes64KiBAndCutsWhatIsLarger() throws IOException {
        int from = RSYSLOG.stored(LINES).length;
        String largest = "I" + "x".repeat((64 << 10) - 1);
        assertThat(Tool.isEndedAfter(largest + "\n", RSYSLOG.port())).isFalse();
        assertThat(Tool.isEndedAfter(largest + "y\n", RSYSLOG.port())).isFalse();
        String expected = (largest + "\n").repeat(2);
        await("the events").atMost(PATIENCE).until(() -> RSYSLOG.stored(LINES).length >= from + expected.length());
        assertThat(new String(after(LINES, from), StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    private void assertStoredAsItIs(Configuration configuration) throws IOException {
        int from = RSYSLOG.stored(LINES).length;
        Path copy = directory.resolve("copy");
        Shop.log(configuration.to(RSYSLOG.port()).withCopy(copy));
        byte[] expected = Copy.of(copy, configuration.framing()).stored();
        await("the events").atMost(PATIENCE).until(() -> RSYSLOG.stored(LINES).length >= from + expected.length);
        assertThat(new String(after(LINES, from), StandardCharsets.UTF_8))
                .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    }

    private static void assertRead(Configuration configuration) throws IOException {
        int from = RSYSLOG.stored(PARSED).length;
        Shop.log(configuration);
        await("the events").atMost(PATIENCE).until(() -> Messages.count(after(PARSED, from)) >= Shop.EVENTS);
        Messages.check(after(PARSED, from));
    }

    private static byte[] after(String file, int from) {
        byte[] all = RSYSLOG.stored(file);
        return Arrays.copyOfRange(all, from, all.length);
    }
}
