// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.TlsSource;
import io.github.gas4j.core.internal.option.FileOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.NamesOption;
import io.github.gas4j.core.internal.option.Option;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import io.github.gas4j.core.internal.pem.PemSource;
import io.github.gas4j.core.internal.util.Literal;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The options of TLS. Immutable.
 *
 * @param source where keys, certificates and trust come from
 * @param verifyHostname whether the collector's certificate must be for the host of the destination
 * @param protocols the versions that are offered; empty if the source chooses them
 * @param ciphers the cipher suites that are offered; empty if the source chooses them
 */
public record TlsOptions(TlsSource source, boolean verifyHostname, List<String> protocols, List<String> ciphers) {
    private static final String TLS_1_3 = "TLSv1.3";
    private static final FlagOption TLS = new FlagOption(
            "tls",
            "false, or true with the framework's TLS element",
            "true, false",
            "whether connections are encrypted");
    private static final String PEM_FILE = "the path of a PEM file";
    private static final FileOption TRUSTED = new FileOption(
            "tlsTrustedCertificates",
            PEM_FILE,
            "those of the JVM",
            "certificates of the authorities that may have issued the collector's certificate");
    private static final FileOption CERTIFICATE = new FileOption(
            "tlsCertificate", PEM_FILE, "none", "the client's certificate, followed by those of its issuers");
    private static final FileOption KEY =
            new FileOption("tlsPrivateKey", PEM_FILE, "none", "the private key of the client's certificate");
    private static final TextOption PASSWORD =
            new TextOption("tlsPrivateKeyPassword", "text", "none", "any text", "the password of the private key");
    private static final FlagOption VERIFY_HOSTNAME = new FlagOption(
            "tlsVerifyHostname", true, "whether the collector's certificate must be for the host of the destination");
    private static final NamesOption PROTOCOLS = new NamesOption(
            "tlsProtocols",
            "TLSv1.3, TLSv1.2",
            "TLSv1.3, TLSv1.2 or both, with a comma between them",
            "the versions of TLS that are offered");
    private static final NamesOption CIPHERS = new NamesOption(
            "tlsCiphers",
            "those of the JVM",
            "names like TLS_AES_128_GCM_SHA256, with commas between them",
            "the cipher suites that are offered");

    /** Returns the options, or null if connections are not encrypted. */
    static @Nullable TlsOptions read(OptionReader in, @Nullable TlsSource given, List<Destination> destinations) {
        if (!TLS.read(in, given != null)) {
            refuseWithoutTls(in, given);
            return null;
        }
        PemSource pem = pem(in);
        TlsOptions read = new TlsOptions(
                given == null ? pem : given,
                VERIFY_HOSTNAME.read(in),
                List.copyOf(PROTOCOLS.read(in, List.of(TLS_1_3, "TLSv1.2"))),
                List.copyOf(CIPHERS.read(in, in.isGiven(CIPHERS) ? supportedCiphers() : List.of())));
        if (given == null) {
            pem.problems().forEach(in::problem);
        } else {
            refuseTwoSources(in);
        }
        read.check(in, destinations);
        return read;
    }

    private static PemSource pem(OptionReader in) {
        Path trusted = TRUSTED.read(in);
        Path certificate = CERTIFICATE.read(in);
        Path key = KEY.read(in);
        String password = in.text(PASSWORD);
        if (key == null && (in.isGiven(CERTIFICATE) || in.isGiven(PASSWORD)) && !in.isGiven(KEY)) {
            in.problem(KEY.name(), null, "the path of the PEM file with the key of tlsCertificate");
        }
        if (certificate == null && in.isGiven(KEY) && !in.isGiven(CERTIFICATE)) {
            in.problem(CERTIFICATE.name(), null, "the path of the PEM file with the certificate of tlsPrivateKey");
        }
        boolean pair = certificate != null && key != null;
        return new PemSource(trusted, pair ? certificate : null, pair ? key : null, password);
    }

    /** Refuses options without effect, because whoever sets one of them expects encryption. */
    private static void refuseWithoutTls(OptionReader in, @Nullable TlsSource given) {
        if (given != null) {
            in.problem(TLS.name(), "false", "true, because there is a TLS element, or no such element");
        }
        for (Option option : List.of(TRUSTED, CERTIFICATE, KEY, PASSWORD, VERIFY_HOSTNAME, PROTOCOLS, CIPHERS)) {
            String text = in.text(option);
            if (text != null && given == null) {
                String shown = option == PASSWORD ? "***" : text;
                in.problem("option " + option.name() + ": '" + shown
                        + "' has no effect without TLS; valid: only together with tls=true");
            }
        }
    }

    private static void refuseTwoSources(OptionReader in) {
        for (Option option : List.of(TRUSTED, CERTIFICATE, KEY, PASSWORD)) {
            if (in.isGiven(option)) {
                in.problem("option " + option.name()
                        + ": contradicts the TLS element; valid: either the element, or the options with PEM files");
            }
        }
    }

    /** Returns whether options and PEM files describe everything, rather than a framework's element. */
    public boolean isOfOptions() {
        return source instanceof PemSource;
    }

    private void check(OptionReader in, List<Destination> destinations) {
        boolean offers13 = protocols.isEmpty() || protocols.contains(TLS_1_3);
        boolean offers12 = protocols.isEmpty() || protocols.size() > 1 || !offers13;
        if (!ciphers.isEmpty() && ciphers.stream().noneMatch(cipher -> isOf13(cipher) ? offers13 : offers12)) {
            in.problem(CIPHERS.name(), String.join(", ", ciphers), "at least one that a version in tlsProtocols has");
        }
        for (Destination destination : destinations) {
            if (verifyHostname && destination.host().indexOf('_') >= 0 && !Literal.is(destination.host())) {
                in.problem(
                        "destination",
                        destination.toString(),
                        "a name without an underscore, because no certificate can be verified for this one, or"
                                + " tlsVerifyHostname=false");
            }
        }
    }

    private static boolean isOf13(String cipher) {
        return !cipher.contains("_WITH_");
    }

    /** Returns the names of the suites that this JVM has, or none if it has no TLS. */
    private static List<String> supportedCiphers() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return List.of(context.getSupportedSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException none) {
            return List.of();
        }
    }
}
