// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.net.ssl.KeyStoreFactoryBean;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import ch.qos.logback.core.net.ssl.SSLParametersConfiguration;
import ch.qos.logback.core.net.ssl.SecureRandomFactoryBean;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code <ssl>} makes of stores, protocols and parameters, without a connection. */
class SslSourceTest {
    @TempDir
    static Path directory;

    private static Path keys;
    private static Path trust;
    private static Path trustOfTwo;

    private final SSLConfiguration ssl = new SSLConfiguration();

    @BeforeAll
    static void makeStores() throws IOException {
        Pki pki = new Pki(directory, "one");
        keys = Files.copy(pki.issue("client").keyStore(), directory.resolve("a key+store.p12"));
        trust = pki.trustStore();
        trustOfTwo = pki.trustStoreWith(new Pki(directory, "two"));
    }

    @Test
    void allowsTls13UnlessAProtocolIsSet() throws Exception {
        SslSource source = source();

        assertThat(source.problems()).isEmpty();
        assertThat(source.createContext(UnaryOperator.identity()).getProtocol()).isEqualTo("TLS");
        assertThat(engine(source).getEnabledProtocols()).contains("TLSv1.3", "TLSv1.2");
    }

    @Test
    void equalsAnotherOneWithTheSameSettings() {
        assertThat(trusting("file:trust.p12", "secret")).isEqualTo(trusting("file:trust.p12", "secret"));
        assertThat(trusting("file:trust.p12", "secret"))
                .isNotEqualTo(trusting("file:other.p12", "secret"))
                .isNotEqualTo(trusting("file:trust.p12", "other"))
                .isNotEqualTo(new SslSource(new SSLConfiguration(), null));
    }

    private static SslSource trusting(String location, String password) {
        KeyStoreFactoryBean store = new KeyStoreFactoryBean();
        store.setLocation(location);
        store.setPassword(password);
        SSLConfiguration configuration = new SSLConfiguration();
        configuration.setTrustStore(store);
        return new SslSource(configuration, null);
    }

    @Test
    void keepsToTheProtocolThatAFileSets() throws Exception {
        ssl.setProtocol(new String("TLSv1.2".toCharArray())); // no literal, like a text from a file

        assertThat(engine(source()).getEnabledProtocols()).containsExactly("TLSv1.2");
    }

    @Test
    void appliesTheParametersToEveryEngine() throws Exception {
        SSLParametersConfiguration parameters = new SSLParametersConfiguration();
        parameters.setIncludedProtocols("TLSv1.2");
        parameters.setIncludedCipherSuites(".*ECDHE.*");
        parameters.setExcludedCipherSuites(".*CBC.*");
        parameters.setNeedClientAuth(true);
        ssl.setParameters(parameters);
        SslSource source = source();

        for (SSLEngine engine : List.of(engine(source), engine(source))) {
            assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2");
            assertThat(engine.getEnabledCipherSuites())
                    .isNotEmpty()
                    .allSatisfy(suite -> assertThat(suite).contains("ECDHE").doesNotContain("CBC"));
        }
    }

    @Test
    void writesOneStatusForEachChoiceAndNoneForEachConnection() throws Exception {
        ContextBase context = new ContextBase();
        SslSource source = new SslSource(ssl, context);
        engine(source);
        int statuses = context.getStatusManager().getCount();

        engine(source);

        assertThat(context.getStatusManager().getCount()).isPositive().isEqualTo(statuses);
    }

    @Test
    void trustsTheStoreAndNothingElse() throws Exception {
        ssl.setTrustStore(store("file:" + trust));
        SslSource source = source();

        assertThat(trusted(source)).isEqualTo(1);
        assertThat(source.trustInWords()).isEqualTo("the certificates in file:" + trust);
        assertThat(source.files()).containsExactly(trust);
    }

    @Test
    void trustsWhatTheJvmTrustsIfThereIsNoStore() throws Exception {
        assertThat(trusted(source())).isGreaterThan(10);
        assertThat(source().trustInWords()).isEqualTo("the certificates that the JVM trusts");
        assertThat(source().files()).isEmpty();
    }

    @Test
    void readsAStoreAnewForEachContext() throws Exception {
        Path file = directory.resolve("renewed.p12");
        Files.copy(trust, file);
        ssl.setTrustStore(store(file.toUri().toString()));
        SslSource source = source();
        assertThat(trusted(source)).isEqualTo(1);

        Files.copy(trustOfTwo, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(trusted(source)).isEqualTo(2);

        Files.delete(file);
        assertThatThrownBy(() -> source.createContext(UnaryOperator.identity()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trustStore 'file:");
    }

    @Test
    void findsTheFilesOfUrlsOfFilesOnly() {
        ssl.setKeyStore(store("file:" + keys.toString().replace(" ", "%20")));
        ssl.setTrustStore(store("classpath:trust.p12"));
        assertThat(source().files()).containsExactly(keys);

        ssl.setKeyStore(store("file:" + keys));
        ssl.setTrustStore(store("file:relative.p12"));
        assertThat(source().files()).containsExactly(keys, Path.of("relative.p12"));

        ssl.setKeyStore(store("file:100%"));
        ssl.setTrustStore(store("trust.p12"));
        assertThat(source().files()).isEmpty();
    }

    @Test
    void takesTheKeysOfAStore() {
        ssl.setKeyStore(store("file:" + keys));
        assertThat(source().problems()).isEmpty();

        ssl.setKeyStore(store("file:" + trust));
        assertThat(source().problems()).singleElement().asString().contains("keyStore 'file:", "holds no private key");
    }

    @Test
    void refusesATrustStoreWithoutCertificates() throws Exception {
        java.security.KeyStore empty = java.security.KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        Path file = directory.resolve("empty.p12");
        try (var out = Files.newOutputStream(file)) {
            empty.store(out, Pki.PASSWORD.toCharArray());
        }
        ssl.setTrustStore(store("file:" + file));

        assertThatThrownBy(() -> source().createContext(UnaryOperator.identity()))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("holds no certificate");
    }

    @Test
    void takesTheRandomNumbersThatAreAskedFor() {
        SecureRandomFactoryBean random = new SecureRandomFactoryBean();
        random.setAlgorithm("Dice");
        ssl.setSecureRandom(random);

        assertThat(source().problems()).singleElement().asString().contains("Dice");
    }

    @Test
    void knowsWhetherTheVerificationOfTheHostNameIsTurnedOff() {
        assertThat(source().skipsHostname()).isFalse();

        ssl.getParameters().setHostnameVerification(false);

        assertThat(source().skipsHostname()).isTrue();
    }

    @Test
    void takesTheStoresOfTheSystemPropertiesLikeLogback() throws Exception {
        System.setProperty("javax.net.ssl.trustStore", trust.toString());
        try {
            assertThat(trusted(source())).isEqualTo(1);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
        }
    }

    private SslSource source() {
        return new SslSource(ssl, new ContextBase());
    }

    private static SSLEngine engine(SslSource source) throws IOException, GeneralSecurityException {
        SSLEngine engine = source.createContext(UnaryOperator.identity()).createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        source.configure(engine);
        return engine;
    }

    private static int trusted(SslSource source) throws IOException, GeneralSecurityException {
        List<TrustManager> seen = new ArrayList<>();
        source.createContext(managers -> {
            seen.addAll(List.of(managers));
            return managers;
        });
        return ((X509TrustManager) seen.get(0)).getAcceptedIssuers().length;
    }

    private static KeyStoreFactoryBean store(String location) {
        KeyStoreFactoryBean bean = new KeyStoreFactoryBean();
        bean.setLocation(location);
        bean.setPassword(Pki.PASSWORD);
        return bean;
    }
}
