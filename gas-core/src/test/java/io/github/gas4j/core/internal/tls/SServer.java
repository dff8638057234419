// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.testkit.Pki;
import io.github.gas4j.testkit.Reservation;
import java.io.IOException;
import java.nio.file.Path;

/**
 * OpenSSL's own server with TLS 1.3, one connection at a time. It stores what it reads, and ends with its standard input,
 * which stays open until it is closed. Confined to the thread of a test.
 */
record SServer(Process process) implements AutoCloseable {

    /** Returns whether this machine has OpenSSL. */
    static boolean isThere() {
        try {
            Process asked = new ProcessBuilder("openssl", "version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            asked.destroyForcibly();
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Starts a server on a reserved port. It listens soon. */
    static SServer on(Reservation port, Pki.Identity identity, Path stored) throws IOException {
        return new SServer(new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-quiet",
                        "-tls1_3",
                        "-accept",
                        port.destination(),
                        "-cert",
                        identity.certificate().toString(),
                        "-key",
                        identity.key().toString())
                .redirectOutput(stored.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
