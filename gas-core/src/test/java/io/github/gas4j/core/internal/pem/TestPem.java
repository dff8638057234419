// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Makes PEM text for tests, and reads that which openssl made. Stateless. */
final class TestPem {
    private TestPem() {}

    /** Returns a file that openssl made; its first lines say how. */
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestPem.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String block(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Returns the content of the first block with this label. */
    static byte[] content(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin) + begin.length();
        return Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf("-----END", from)));
    }

    static Path write(Path directory, String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    /** Returns a new key and a certificate that it signed itself, made by keytool; the key is in PKCS#8. */
    static Own own(Path directory, String algorithm) throws Exception {
        Path store = directory.resolve(algorithm + ".p12");
        keytool(store, algorithm);
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Certificate certificate = keys.getCertificate("own");
        return new Own(
                block("CERTIFICATE", certificate.getEncoded()),
                block(
                        "PRIVATE KEY",
                        keys.getKey("own", "changeit".toCharArray()).getEncoded()));
    }

    private static void keytool(Path store, String algorithm) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -alias own -storetype PKCS12 -storepass changeit -ext san=dns:localhost"
                + (algorithm.startsWith("RSA") ? " -keysize 2048" : "");
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-keystore", store.toString(), "-keyalg", algorithm, "-dname", "CN=" + algorithm));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
    }

    /**
     * A key with its certificate. Immutable.
     *
     * @param certificate the text of a PEM file
     * @param key the text of a PEM file
     */
    record Own(String certificate, String key) {}
}
