// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS with a certificate of an authority that is made at each start. The file with the authority's certificate keeps its
 * name, and an appender reads it again when it changes, so that it trusts the next start too. No key stays in a file.
 * Thread-safe: immutable.
 */
final class OwnCertificate {
    private final Path trusted;
    private final SSLContext context;

    private OwnCertificate(Path trusted, SSLContext context) {
        this.trusted = trusted;
        this.context = context;
    }

    /** Makes the authority's file, and a certificate for this machine's own names and the host that is listened on. */
    static OwnCertificate in(Path directory, String host) throws IOException {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        hosts.add(host);
        Path secret = Files.createTempDirectory("collector-tls"); // which only its owner may read
        try {
            Pki authority = new Pki(secret, "authority");
            Pki.Identity identity = authority.issue("collector", hosts.toArray(new String[0]));
            Files.createDirectories(directory);
            Path trusted = directory.resolve(authority.trusted().getFileName());
            Files.move(authority.trusted(), trusted, StandardCopyOption.REPLACE_EXISTING);
            return new OwnCertificate(trusted.toAbsolutePath().normalize(), authority.context(identity));
        } catch (IOException | IllegalStateException failed) {
            throw new IOException("no certificate in " + directory + ": " + failed.getMessage(), failed);
        } finally {
            delete(secret);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
