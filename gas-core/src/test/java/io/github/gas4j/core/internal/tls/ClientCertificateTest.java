// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the client warns that its certificate is about to expire. */
class ClientCertificateTest {
    private final List<String> warnings = new ArrayList<>();
    private Instant time = Instant.now();
    private long nanos;
    private final ClientCertificate certificate = new ClientCertificate(warnings::add, () -> time, () -> nanos);

    private void pass(Duration duration) {
        time = time.plus(duration);
        nanos += duration.toNanos();
        certificate.tick();
    }

    /** Returns the client's session of a handshake in which it sent a certificate that is valid for so long. */
    private static SSLSession session(Path directory, Duration valid) throws Exception {
        Pki pki = new Pki(directory, "ca");
        Pki.Validity validity = Pki.Validity.after(Duration.ofDays(-1), valid);
        var context = pki.context(pki.issue("client", validity));
        SSLEngine client = context.createSSLEngine("localhost", 1);
        client.setUseClientMode(true);
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        server.setNeedClientAuth(true);
        return MemoryPeer.handshake(client, server);
    }

    @Test
    void fourteenDaysAheadAndOnceADay(@TempDir Path directory) throws Exception {
        certificate.sent(session(directory, Duration.ofDays(20)));
        assertThat(warnings).isEmpty();
        pass(Duration.ofDays(5));
        assertThat(warnings).isEmpty();

        pass(Duration.ofDays(2));
        assertThat(warnings).singleElement().asString().contains("CN=client", "expires at");
        pass(Duration.ofHours(23));
        assertThat(warnings).hasSize(1);
        pass(Duration.ofHours(2));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void atTheHandshakeIfItIsTime(@TempDir Path directory) throws Exception {
        SSLSession session = session(directory, Duration.ofDays(3));

        certificate.sent(session);
        certificate.sent(session);

        assertThat(warnings).as("once, however many connections there are").hasSize(1);
    }
}
