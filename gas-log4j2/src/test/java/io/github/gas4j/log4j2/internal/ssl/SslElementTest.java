// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.logging.log4j.core.config.Node;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code <Ssl>} makes of stores and protocols, without a connection. */
final class SslElementTest {
    @TempDir
    private static Path directory;

    private static Path keys;
    private static Path trust;
    private static Path trustOfTwo;

    @BeforeAll
    static void makeStores() throws IOException {
        Pki pki = new Pki(directory, "one");
        keys = Files.copy(pki.issue("client").keyStore(), directory.resolve("key store.p12"));
        trust = pki.trustStore();
        trustOfTwo = pki.trustStoreWith(new Pki(directory, "two"));
    }

    @Test
    void allowsTls13() throws Exception {
        SslElement element = read(Map.of());

        assertThat(element.allProblems()).isEmpty();
        assertThat(element.source().createContext(UnaryOperator.identity()).getProtocol())
                .isEqualTo("TLS");
        assertThat(engine(element).getEnabledProtocols()).contains("TLSv1.3", "TLSv1.2");
    }

    @Test
    void keepsToTheProtocolThatIsWritten() throws Exception {
        assertThat(engine(read(Map.of("Protocol", "TLSv1.2"))).getEnabledProtocols())
                .containsExactly("TLSv1.2");
    }

    @Test
    void takesOnlyAWrittenFalseForAnEndOfTheVerification() {
        assertThat(read(Map.of()).skipsHostname()).isFalse();
        assertThat(read(Map.of("verifyHostName", "true")).skipsHostname()).isFalse();
        assertThat(read(Map.of("verifyhostname", "FALSE")).skipsHostname()).isTrue();
    }

    @Test
    void trustsTheStoreAndNothingElse() throws Exception {
        SslElement element = read(Map.of(), trust(trust.toString()));

        assertThat(element.allProblems()).isEmpty();
        assertThat(trusted(element)).isEqualTo(1);
        assertThat(element.source().trustInWords()).isEqualTo("the certificates in " + trust);
    }

    @Test
    void trustsWhatTheJvmTrustsIfThereIsNoStore() throws Exception {
        assertThat(trusted(read(Map.of()))).isGreaterThan(10);
        assertThat(read(Map.of()).source().trustInWords()).isEqualTo("the certificates that the JVM trusts");
        assertThat(read(Map.of()).source().files()).isEmpty();
    }

    @Test
    void readsAStoreAnewForEachContext() throws Exception {
        Path file = directory.resolve("renewed.p12");
        Files.copy(trust, file);
        SslElement element = read(Map.of(), trust(file.toString()));
        assertThat(trusted(element)).isEqualTo(1);

        Files.copy(trustOfTwo, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(trusted(element)).isEqualTo(2);

        Files.delete(file);
        assertThatThrownBy(() -> trusted(element))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TrustStore '" + file + "' was not found");
    }

    @Test
    void readsAKeyStoreAnewWithItsPasswordFile() throws Exception {
        Path password = directory.resolve("password");
        Files.writeString(password, Pki.PASSWORD + "\n");
        SslElement element = read(
                Map.of(), store("KeyStore", "location", keys.toUri().toString(), "passwordFile", password.toString()));

        assertThat(element.allProblems()).isEmpty();
        assertThat(element.source().files()).containsExactly(keys, password);
        engine(element);

        Files.writeString(password, "other");
        assertThatThrownBy(() -> engine(element))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContainingAll("KeyStore '" + keys.toUri(), "password was incorrect");
    }

    @Test
    void refusesStoresWithoutWhatTheyAreFor() {
        assertThat(read(Map.of(), store("KeyStore", "location", trust.toString(), "password", Pki.PASSWORD))
                        .allProblems())
                .singleElement()
                .asString()
                .contains("KeyStore", "holds no private key");
        assertThat(read(Map.of(), store("TrustStore", "location", trust.toString()))
                        .allProblems())
                .singleElement()
                .asString()
                .contains("TrustStore", "holds no certificate that can be read with this password");
    }

    @Test
    void refusesAKeyWhosePasswordIsMissing() {
        assertThat(read(Map.of(), store("KeyStore", "location", keys.toString()))
                        .allProblems())
                .singleElement()
                .asString()
                .contains("KeyStore '" + keys + "' has a private key that cannot be read with this password");
    }

    @Test
    void findsFiles() {
        assertThat(files(keys.toUri().toString())).containsExactly(keys);
        assertThat(files("file:relative.p12")).containsExactly(Path.of("relative.p12"));
        assertThat(files("relative.p12")).containsExactly(Path.of("relative.p12"));
        assertThat(files("classpath:trust.p12")).isEmpty();
        assertThat(files("https://example.com/trust.p12")).isEmpty();
        assertThat(files("file://host/\u0000")).isEmpty();
    }

    @Test
    void isEqualIfTheElementSaysTheSame() {
        SslSource source = read(Map.of("protocol", "TLS"), trust("a")).source();

        assertThat(source)
                .isEqualTo(read(Map.of(), trust("a")).source())
                .hasSameHashCodeAs(read(Map.of(), trust("a")).source())
                .isNotEqualTo(read(Map.of(), trust("b")).source())
                .isNotEqualTo(read(Map.of("protocol", "TLSv1.3"), trust("a")).source())
                .isNotEqualTo(read(Map.of(), store("TrustStore", "location", "a", "password", "other"))
                        .source());
        assertThat(source.toString()).doesNotContain(Pki.PASSWORD);
    }

    private static List<Path> files(String location) {
        return read(Map.of(), trust(location)).source().files();
    }

    private static Node trust(String location) {
        return store("TrustStore", "location", location, "password", Pki.PASSWORD);
    }

    private static Node store(String name, String... attributes) {
        Node store = new Node(null, name, null);
        for (int i = 0; i < attributes.length; i += 2) {
            store.getAttributes().put(attributes[i], attributes[i + 1]);
        }
        return store;
    }

    private static SslElement read(Map<String, String> attributes, Node... stores) {
        Node ssl = new Node(null, "Ssl", null);
        ssl.getAttributes().putAll(attributes);
        ssl.getChildren().addAll(List.of(stores));
        return SslElement.read(ssl);
    }

    private static SSLEngine engine(SslElement element) throws IOException, GeneralSecurityException {
        SSLEngine engine =
                element.source().createContext(UnaryOperator.identity()).createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        element.source().configure(engine);
        return engine;
    }

    private static int trusted(SslElement element) throws IOException, GeneralSecurityException {
        List<TrustManager> seen = new ArrayList<>();
        element.source().createContext(managers -> {
            seen.addAll(List.of(managers));
            return managers;
        });
        return ((X509TrustManager) seen.get(0)).getAcceptedIssuers().length;
    }
}
