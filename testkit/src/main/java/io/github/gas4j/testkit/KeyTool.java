// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes key stores with the {@code keytool} of the running JDK. Every password is {@link #PASSWORD}.
 *
 * <p>Stateless.
 */
public final class KeyTool {
    /** The password of every store and key. */
    public static final String PASSWORD = "changeit";

    private static final int LIMIT_SECONDS = 60;

    private KeyTool() {}

    /** Adds a new private key, with a certificate for localhost, to a PKCS #12 file. */
    public static void addKey(Path store, String alias) {
        run(store, "-genkeypair", "-alias", alias, "-dname", "CN=localhost", "-keyalg", "EC", "-validity", "2");
    }

    /** Copies the certificate of a key into another PKCS #12 file, as one to trust. */
    public static void copyCertificate(Path from, String alias, Path to) {
        Path file = to.resolveSibling(alias + ".cer");
        run(from, "-exportcert", "-alias", alias, "-file", file.toString());
        run(to, "-importcert", "-noprompt", "-alias", alias, "-file", file.toString());
    }

    private static void run(Path store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
