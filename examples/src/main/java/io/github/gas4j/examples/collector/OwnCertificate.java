// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS with a certificate of an authority that is made at each start. Its files keep their names, and an appender reads them
 * again when they change, so that it trusts the next start too. Thread-safe: immutable.
 */
final class OwnCertificate {
    private final Path trusted;
    private final SSLContext context;

    private OwnCertificate(Path trusted, SSLContext context) {
        this.trusted = trusted;
        this.context = context;
    }

    /** Makes the files, for this machine's own names and the host that the collector listens on. */
    static OwnCertificate in(Path directory, String host) throws IOException {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        hosts.add(host);
        try {
            Pki authority = new Pki(directory, "authority");
            Pki.Identity identity = authority.issue("collector", hosts.toArray(new String[0]));
            return new OwnCertificate(authority.trusted().toAbsolutePath().normalize(), authority.context(identity));
        } catch (IllegalStateException failed) {
            throw new IOException("no certificate in " + directory + ": " + failed.getMessage(), failed);
        }
    }

    /** Says with which options an appender trusts it. */
    void explain(Console console) {
        console.say("TLS with a certificate of its own, which an appender trusts with these options:");
        console.say("  Logback  <tls>true</tls><tlsTrustedCertificates>%s</tlsTrustedCertificates>", trusted);
        console.say("  Log4j2   tls=\"true\" tlsTrustedCertificates=\"%s\"", trusted);
    }

    /** Returns the decrypted end of a connection, after its handshake; closing it closes the connection. */
    Socket decrypt(Socket connection) throws IOException {
        SSLSocket decrypted = (SSLSocket) context.getSocketFactory().createSocket(connection, null, true);
        decrypted.startHandshake();
        return decrypted;
    }
}
