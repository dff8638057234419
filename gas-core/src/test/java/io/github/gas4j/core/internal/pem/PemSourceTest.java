// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemSourceTest {
    private static final Map<String, TestPem.Own> OWN = new HashMap<>();
    private static final Path CA = Path.of("ca.pem");
    private static final Path CERTIFICATE = Path.of("certificate.pem");
    private static final Path KEY = Path.of("key.pem");

    @TempDir
    static Path stores;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String algorithm : List.of("RSA", "RSASSA-PSS", "EC", "Ed25519", "Ed448")) {
            OWN.put(algorithm, TestPem.own(stores, algorithm));
        }
        OWN.put("EC again", TestPem.own(Files.createDirectory(stores.resolve("again")), "EC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "EC", "Ed25519"})
    void showsTheServerTheClientsCertificate(String algorithm) throws Exception {
        Path certificate = write("own.pem", own(algorithm).certificate());
        PemSource client = new PemSource(
                trusting("EC"), certificate, write("own.key", own(algorithm).key()), null);

        List<Certificate> seen = TlsHandshake.clientCertificates(context(client), server("EC"));

        assertThat(seen).hasSize(1);
        assertThat(TestPem.block("CERTIFICATE", seen.get(0).getEncoded()))
                .isEqualTo(own(algorithm).certificate());
    }

    @Test
    void showsTheServerTheWholeChain() throws Exception {
        Path chain = write("chain.pem", TestPem.resource("chain.pem"));
        PemSource client = new PemSource(trusting("EC"), chain, chain, null);

        assertThat(TlsHandshake.clientCertificates(context(client), server("EC")))
                .extracting(each ->
                        ((X509Certificate) each).getSubjectX500Principal().getName())
                .containsExactly("CN=leaf", "CN=ca");
    }

    @Test
    void trustsEachCertificateInTheFileAndNoOther() throws Exception {
        Path chain = write("chain.pem", TestPem.resource("chain.pem"));
        Path two = write("two.pem", own("RSA").certificate() + own("EC").certificate());
        PemSource both = new PemSource(two, chain, chain, null);
        PemSource other = new PemSource(trusting("EC again"), chain, chain, null);

        assertThat(TlsHandshake.clientCertificates(context(both), server("EC"))).hasSize(2);
        assertThat(TlsHandshake.clientCertificates(context(both), server("RSA")))
                .hasSize(2);
        assertThatThrownBy(() -> TlsHandshake.clientCertificates(context(other), server("EC")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void readsTheOtherLabelOfACertificate() throws Exception {
        Path file = write("ca.pem", own("EC").certificate().replace(" CERTIFICATE", " X509 CERTIFICATE"));

        assertThat(accepted(new PemSource(file, null, null, null))).hasSize(1);
    }

    @Test
    void trustsWhatTheJvmTrustsIfNoFileIsGiven() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init((KeyStore) null);
        X509TrustManager ofJvm = (X509TrustManager) factory.getTrustManagers()[0];

        assertThat(accepted(new PemSource(null, null, null, null)))
                .containsExactlyInAnyOrder(ofJvm.getAcceptedIssuers());
    }

    @Test
    void readsTheFilesForEachContext() throws Exception {
        Path file = trusting("EC");
        PemSource source = new PemSource(file, null, null, null);
        List<X509Certificate> before = accepted(source);
        write("ca.pem", own("RSA").certificate());

        assertThat(accepted(source)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(context(source)).isNotSameAs(context(source));
    }

    @Test
    void neverTrustsAPartOfAFile() throws Exception {
        String whole = own("RSA").certificate() + own("EC").certificate().strip();
        int second = own("RSA").certificate().length();
        PemSource source = new PemSource(directory.resolve("ca.pem"), null, null, null);

        for (int cut = second + 1; cut < whole.length(); cut += 7) {
            write("ca.pem", whole.substring(0, cut));
            assertThatThrownBy(() -> context(source)).isInstanceOf(PemException.class);
        }
        write("ca.pem", whole);
        assertThat(accepted(source)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, RSASSA-PSS",
        "RSA, EC",
        "RSASSA-PSS, Ed25519",
        "EC, EC again",
        "EC, RSA",
        "EC, RSASSA-PSS",
        "Ed25519, Ed448",
        "Ed448, EC"
    })
    void refusesAKeyThatIsNotOfTheCertificate(String certificate, String key) throws Exception {
        Path certificateFile = write("own.pem", own(certificate).certificate());
        Path keyFile = write("own.key", own(key).key());

        assertRefused(
                new PemSource(null, certificateFile, keyFile, null),
                "option tlsPrivateKey: '" + keyFile + "' cannot be used, because its key does not belong to the first"
                        + " certificate in '" + certificateFile + "'; valid: the key of the first certificate in '"
                        + certificateFile + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "EC", "Ed25519", "Ed448"})
    void acceptsAKeyInTheFileOfItsCertificate(String algorithm) throws Exception {
        Path file = write("own.pem", own(algorithm).key() + own(algorithm).certificate());

        assertThat(new PemSource(null, file, file, null).problems()).isEmpty();
    }

    @Test
    void acceptsARestrictedPssKey() throws Exception {
        Path file = write("pss.pem", TestPem.resource("pss.pem"));

        assertThat(new PemSource(null, file, file, null).problems()).isEmpty();
    }

    /** A later JDK may refuse the key as soon as it reads it. */
    @Test
    void refusesAKeyThatCannotSign() throws Exception {
        Path certificate = write("own.pem", own("EC").certificate());
        Path key = write("own.key", TestPem.resource("secp256k1.pem"));

        assertThat(new PemSource(null, certificate, key, null).problems())
                .singleElement()
                .asString()
                .startsWith("option tlsPrivateKey: '" + key + "' cannot be used, because its ")
                .containsAnyOf("its key cannot sign (", "cannot be read (");
    }

    @Test
    void refusesCertificatesThatAreNoChain() throws Exception {
        String instead =
                "; valid: the client's own certificate first, and then each certificate that issued the one before it";
        Path file = write("own.pem", own("EC").certificate() + own("RSA").certificate());
        assertRefused(
                new PemSource(null, file, null, null),
                "option tlsCertificate: '" + file + "' cannot be used, because its certificate 2 did not issue the one"
                        + " before it" + instead);

        write("own.pem", own("EC").certificate() + own("EC").certificate());
        assertRefused(
                new PemSource(null, file, null, null),
                "option tlsCertificate: '" + file + "' cannot be used, because it has a certificate twice" + instead);
    }

    @Test
    void refusesOtherFormsOfCertificatesWithTheLineThatConverts() throws Exception {
        String certificate = own("EC").certificate();

        assertTrustRefused(
                certificate + certificate.replace(" CERTIFICATE", " TRUSTED CERTIFICATE"),
                "; valid: plain certificates, made by openssl x509 -in FILE -out NEW");
        assertTrustRefused(
                certificate + TestPem.block("PKCS7", new byte[] {1}),
                "its certificates are in PKCS#7; valid: plain certificates, made by"
                        + " openssl pkcs7 -print_certs -in FILE -out NEW");
    }

    @Test
    void refusesDamagedCertificates() throws Exception {
        byte[] whole = TestPem.content(own("EC").certificate(), "CERTIFICATE");
        byte[] longer = new byte[whole.length + 1];
        System.arraycopy(whole, 0, longer, 0, whole.length);

        assertTrustRefused("", "it has no certificate, and no other BEGIN line; valid: a PEM file with one X.509");
        assertTrustRefused(own("EC").key(), "it has no certificate, but PRIVATE KEY; valid: a PEM file with one X.509");
        assertTrustRefused(
                TestPem.block("CERTIFICATE", longer),
                "its CERTIFICATE in line 1 cannot be read (bytes follow its end); valid: a PEM file with one X.509");
        for (int length = 0; length < whole.length; length += 5) {
            byte[] shorter = new byte[length];
            System.arraycopy(whole, 0, shorter, 0, length);
            assertTrustRefused(TestPem.block("CERTIFICATE", shorter), "its CERTIFICATE in line 1 cannot be read (");
        }
    }

    @Test
    void listsTheProblemOfEachFile() throws Exception {
        PemSource source = new PemSource(
                directory.resolve(CA),
                directory.resolve(CERTIFICATE),
                write("key.pem", TestPem.resource("scrypt.pem")),
                "x");

        assertThat(source.problems())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("option tlsTrustedCertificates: '" + directory.resolve(CA)),
                        second -> assertThat(second)
                                .startsWith("option tlsCertificate: '" + directory.resolve(CERTIFICATE)),
                        third -> assertThat(third).startsWith("option tlsPrivateKey: '" + directory.resolve(KEY)));
    }

    @Test
    void decryptsTheKeyWithThePassword() throws Exception {
        Path key = write("key.pem", TestPem.resource("pbes2-aes256.pem"));

        assertThat(new PemSource(null, null, key, "secret").problems()).isEmpty();
        assertThat(new PemSource(null, null, key, "wrong").problems())
                .singleElement()
                .asString()
                .startsWith("option tlsPrivateKeyPassword: ")
                .doesNotContain("wrong");
    }

    @Test
    void namesItsFilesOnce() {
        assertThat(new PemSource(CA, CERTIFICATE, KEY, null).files()).containsExactly(CA, CERTIFICATE, KEY);
        assertThat(new PemSource(null, KEY, KEY, null).files()).containsExactly(KEY);
        assertThat(new PemSource(null, null, null, null).files()).isEmpty();
    }

    @Test
    void isEqualToOneWithTheSameFilesAndPassword() {
        PemSource source = new PemSource(CA, CERTIFICATE, KEY, "secret");

        assertThat(source).isEqualTo(new PemSource(CA, CERTIFICATE, KEY, "secret"));
        assertThat(source).hasSameHashCodeAs(new PemSource(CA, CERTIFICATE, KEY, "secret"));
        assertThat(source).isNotEqualTo(new PemSource(KEY, CERTIFICATE, KEY, "secret"));
        assertThat(source).isNotEqualTo(new PemSource(CA, CA, KEY, "secret"));
        assertThat(source).isNotEqualTo(new PemSource(CA, CERTIFICATE, null, "secret"));
        assertThat(source).isNotEqualTo(new PemSource(CA, CERTIFICATE, KEY, "other"));
        assertThat(source).isNotEqualTo(null);
    }

    @Test
    void hidesThePassword() {
        assertThat(new PemSource(CA, CERTIFICATE, KEY, "secret"))
                .hasToString("PemSource[trustedCertificates=ca.pem, certificate=certificate.pem, privateKey=key.pem]");
    }

    @Test
    void saysWhatItTrusts() {
        assertThat(new PemSource(CA, null, null, null).trustInWords()).isEqualTo("the certificates in ca.pem");
        assertThat(new PemSource(null, null, null, null).trustInWords())
                .isEqualTo("the certificate authorities of this JVM");
    }

    private static TestPem.Own own(String algorithm) {
        return Objects.requireNonNull(OWN.get(algorithm));
    }

    private Path write(String name, String text) throws Exception {
        return TestPem.write(directory, name, text);
    }

    private Path trusting(String algorithm) throws Exception {
        return write("ca.pem", own(algorithm).certificate());
    }

    private SSLContext server(String algorithm) throws Exception {
        Path file = write(
                "server.pem", own(algorithm).certificate() + own(algorithm).key());
        return new PemSource(null, file, file, null).createContext(TlsHandshake.AnyClient::instead);
    }

    private static SSLContext context(PemSource source) throws Exception {
        return source.createContext(UnaryOperator.identity());
    }

    /** Returns what the trust managers of a context accept. */
    private static List<X509Certificate> accepted(PemSource source) throws Exception {
        List<X509Certificate> accepted = new ArrayList<>();
        source.createContext(managers -> {
            for (TrustManager manager : managers) {
                accepted.addAll(List.of(((X509TrustManager) manager).getAcceptedIssuers()));
            }
            return managers;
        });
        return accepted;
    }

    private void assertTrustRefused(String text, String part) throws Exception {
        PemSource source = new PemSource(write("ca.pem", text), null, null, null);
        assertThat(source.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "option tlsTrustedCertificates: '" + directory.resolve("ca.pem") + "' cannot be used, because ")
                .contains(part);
    }

    private static void assertRefused(PemSource source, String message) {
        assertThat(source.problems()).containsExactly(message);
        assertThatThrownBy(() -> context(source))
                .isInstanceOf(PemException.class)
                .hasMessage(message);
    }
}
