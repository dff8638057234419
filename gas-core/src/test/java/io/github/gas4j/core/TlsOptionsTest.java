// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.config.TlsOptions;
import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of TLS: what they mean, and what is refused because somebody would rely on it in vain. */
class TlsOptionsTest {
    private static GasConfigBuilder builder(String... options) {
        GasConfigBuilder builder = GasConfig.builder().option("destination", "logs.example.com:6514");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        return builder;
    }

    private static List<String> problems(GasConfigBuilder builder) {
        try {
            builder.build();
            return List.of();
        } catch (GasConfigException invalid) {
            return invalid.problems();
        }
    }

    private static @Nullable TlsOptions tls(String... options) {
        return builder(options).build().values().connection().tls();
    }

    /** A source that makes nothing. */
    private record Source() implements TlsSource {
        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public SSLContext createContext(UnaryOperator<TrustManager[]> trust) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String trustInWords() {
            return "";
        }
    }

    @Test
    void isOffUnlessItIsTurnedOn() {
        assertThat(tls()).isNull();
        assertThat(tls("tls", "false")).isNull();
        assertThat(tls("tls", "true")).isNotNull();
        assertThat(builder().tls(new Source()).build().values().connection().tls())
                .isNotNull();
    }

    @Test
    void verifiesTheHostNameUnlessThatIsTurnedOff() {
        assertThat(tls("tls", "true")).matches(tls -> tls.verifyHostname());
        assertThat(tls("tls", "true", "tlsVerifyHostname", "false")).matches(tls -> !tls.verifyHostname());
    }

    @Test
    void readsListsInAnyCase() {
        TlsOptions read = Objects.requireNonNull(
                tls("tls", "true", "tlsProtocols", "tlsv1.2 , TLSv1.3", "tlsCiphers", "tls_aes_128_gcm_sha256"));

        assertThat(read.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(read.ciphers()).containsExactly("TLS_AES_128_GCM_SHA256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls                    | yes             | true or false",
                "tlsProtocols           | SSLv3           | one or more of TLSv1.3, TLSv1.2",
                "tlsProtocols           | TLSv1.3,        | one or more of TLSv1.3, TLSv1.2",
                "tlsProtocols           | TLSv1.1         | one or more of TLSv1.3, TLSv1.2",
                "tlsCiphers             | AES128-SHA      | one or more of TLS_AES_256_GCM_SHA384",
                "tlsVerifyHostname      | maybe           | true or false",
                "tlsTrustedCertificates | /nowhere/ca.pem | there is no such file",
                "tlsTrustedCertificates | ''              | the path of a PEM file",
            })
    void refusesAWrongValue(String option, String value, String valid) {
        assertThat(problems(builder("tls", "true").option(option, value)))
                .singleElement()
                .asString()
                .contains("option " + option + ": ", value, valid);
    }

    @Test
    void refusesSuitesThatNoOfferedVersionHas() {
        assertThat(problems(builder("tls", "true", "tlsProtocols", "TLSv1.2", "tlsCiphers", "TLS_AES_128_GCM_SHA256")))
                .singleElement()
                .asString()
                .contains(
                        "option tlsCiphers: 'TLS_AES_128_GCM_SHA256'",
                        "at least one that a version in tlsProtocols has");
        assertThat(problems(builder(
                        "tls",
                        "true",
                        "tlsProtocols",
                        "TLSv1.3",
                        "tlsCiphers",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .hasSize(1);
        assertThat(problems(builder("tls", "true", "tlsCiphers", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tlsTrustedCertificates",
                "tlsVerifyHostname",
                "tlsProtocols",
                "tlsCiphers",
            })
    void refusesOptionsThatWouldBeInVainWithoutTls(String option) {
        String value = option.equals("tlsProtocols")
                ? "TLSv1.3"
                : option.equals("tlsCiphers") ? "TLS_AES_128_GCM_SHA256" : "true";
        assertThat(problems(builder(option, value)))
                .singleElement()
                .asString()
                .contains("option " + option + ": '" + value + "' has no effect without TLS", "tls=true");
    }

    @Test
    void tellsNoPassword() {
        assertThat(problems(builder("tlsPrivateKeyPassword", "secret")))
                .singleElement()
                .asString()
                .contains("option tlsPrivateKeyPassword: '***' has no effect")
                .doesNotContain("secret");
    }

    @Test
    void refusesHalfAnIdentity(@TempDir Path directory) {
        Pki.Identity own = new Pki(directory, "ca").issue("client");
        String certificate = own.certificate().toString();
        String key = own.key().toString();

        assertThat(problems(builder("tls", "true", "tlsCertificate", certificate)))
                .containsExactly("option tlsPrivateKey: is missing; valid: the path of the PEM file with the key of"
                        + " tlsCertificate");
        assertThat(problems(builder("tls", "true", "tlsPrivateKey", key)))
                .containsExactly(
                        "option tlsCertificate: is missing; valid: the path of the PEM file with the certificate"
                                + " of tlsPrivateKey");
        assertThat(problems(builder("tls", "true", "tlsPrivateKeyPassword", "secret")))
                .hasSize(1)
                .noneMatch(problem -> problem.contains("secret"));
        assertThat(problems(builder("tls", "true", "tlsCertificate", certificate, "tlsPrivateKey", key)))
                .isEmpty();
    }

    @Test
    void refusesTwoSourcesOfKeys() {
        assertThat(problems(builder("tlsTrustedCertificates", "/ca.pem").tls(new Source())))
                .containsExactly(
                        "option tlsTrustedCertificates: contradicts the TLS element; valid: either the element,"
                                + " or the options with PEM files");
        assertThat(problems(builder("tls", "false").tls(new Source())))
                .singleElement()
                .asString()
                .contains("option tls: 'false' is not valid", "no such element");
    }

    @Test
    void refusesAHostThatNoCertificateCanBeFor() {
        assertThat(problems(builder("tls", "true", "destination", "log_server:6514")))
                .singleElement()
                .asString()
                .contains("option destination: 'log_server:6514'", "tlsVerifyHostname=false");
        assertThat(problems(builder("tls", "true", "destination", "log_server:6514", "tlsVerifyHostname", "false")))
                .isEmpty();
        assertThat(problems(builder("destination", "log_server:6514"))).isEmpty();
    }

    @Test
    void aConnectionStaysIfTheOptionsAreTheSame() {
        var connection = builder("tls", "true").build().values().connection();

        assertThat(connection.connectsLike(
                        builder("tls", "true").build().values().connection()))
                .isTrue();
        assertThat(connection.connectsLike(builder().build().values().connection()))
                .isFalse();
        assertThat(connection.connectsLike(builder("tls", "true", "tlsProtocols", "TLSv1.2")
                        .build()
                        .values()
                        .connection()))
                .isFalse();
    }
}
