// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import io.github.gas4j.core.TlsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys, certificates and trust from PEM files. Each context is made of the files as they are then, from all of them or not
 * at all. Immutable.
 */
public final class PemSource implements TlsSource {
    private static final char[] NO_PASSWORD = {};

    private final @Nullable Path trustedCertificates;
    private final @Nullable Path certificate;
    private final @Nullable Path privateKey;
    private final @Nullable String password;

    /**
     * Creates a source. It does not look at the files yet.
     *
     * @param trustedCertificates null for the certificate authorities of the JVM
     * @param certificate the client's own certificate and those above it; null if it has none
     * @param privateKey the key of that certificate; may be in the same file
     * @param password decrypts the key; null if it is not encrypted
     */
    public PemSource(
            @Nullable Path trustedCertificates,
            @Nullable Path certificate,
            @Nullable Path privateKey,
            @Nullable String password) {
        this.trustedCertificates = trustedCertificates;
        this.certificate = certificate;
        this.privateKey = privateKey;
        this.password = password;
    }

    @Override
    public List<Path> files() {
        return Stream.of(trustedCertificates, certificate, privateKey)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    @Override
    public SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws PemException {
        List<PemException> problems = new ArrayList<>();
        Material material = read(problems);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return context(material, trust);
    }

    /**
     * Reads every file once and returns what is wrong with them.
     *
     * @return one line for each problem; empty if {@link #createContext} would succeed
     */
    public List<String> problems() {
        List<PemException> problems = new ArrayList<>();
        Material material = read(problems);
        if (problems.isEmpty()) {
            attempt(problems, () -> context(material, UnaryOperator.identity()));
        }
        return problems.stream().map(PemException::getMessage).toList();
    }

    @Override
    public String trustInWords() {
        return trustedCertificates == null
                ? "the certificate authorities of this JVM"
                : "the certificates in " + trustedCertificates;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PemSource that
                && Objects.equals(trustedCertificates, that.trustedCertificates)
                && Objects.equals(certificate, that.certificate)
                && Objects.equals(privateKey, that.privateKey)
                && Objects.equals(password, that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trustedCertificates, certificate, privateKey, password);
    }

    /** Returns the files, and not the password. */
    @Override
    public String toString() {
        return "PemSource[trustedCertificates=" + trustedCertificates + ", certificate=" + certificate + ", privateKey="
                + privateKey + "]";
    }

    /** What the files hold; null for what is not configured, or is one of the problems. */
    private record Material(
            @Nullable List<X509Certificate> trusted,
            @Nullable List<X509Certificate> chain,
            @Nullable PrivateKey key) {}

    /** Something that fails if a file cannot be used. */
    private interface Attempt<T> {
        T run() throws PemException;
    }

    private static <T> @Nullable T attempt(List<PemException> problems, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (PemException problem) {
            problems.add(problem);
            return null;
        }
    }

    private Material read(List<PemException> problems) {
        Path trustFile = trustedCertificates;
        Path chainFile = certificate;
        Path keyFile = privateKey;
        Material material = new Material(
                trustFile == null ? null : attempt(problems, () -> Certificates.trusted(trustFile)),
                chainFile == null ? null : attempt(problems, () -> Certificates.chain(chainFile)),
                keyFile == null ? null : attempt(problems, () -> PrivateKeys.read(keyFile, password)));
        if (material.chain != null && material.key != null) {
            attempt(problems, () -> requirePair(material.key, material.chain.get(0)));
        }
        return material;
    }

    private PrivateKey requirePair(PrivateKey key, X509Certificate own) throws PemException {
        String refused = "option tlsPrivateKey: '" + privateKey + "' cannot be used, because its key ";
        try {
            if (KeyMatch.isPair(key, own.getPublicKey())) {
                return key;
            }
        } catch (GeneralSecurityException unfit) {
            String instead = "); valid: a key that this JVM can sign with";
            throw new PemException(refused + "cannot sign (" + unfit.getMessage() + instead, unfit);
        }
        String first = "the first certificate in '" + certificate + "'";
        throw new PemException(refused + "does not belong to " + first + "; valid: the key of " + first, null);
    }

    private SSLContext context(Material material, UnaryOperator<TrustManager[]> trust) throws PemException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(material), trust.apply(trustManagers(material)), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new PemException(
                    "options tlsTrustedCertificates, tlsCertificate, tlsPrivateKey: this JVM cannot use " + files()
                            + " (" + unusable + "); valid: files that it can use, or a JVM that can use them",
                    unusable);
        }
    }

    private static TrustManager[] trustManagers(Material material) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (material.trusted == null) {
            factory.init((KeyStore) null);
        } else {
            KeyStore store = emptyStore();
            for (X509Certificate trusted : material.trusted) {
                store.setCertificateEntry("trusted" + store.size(), trusted);
            }
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(Material material) throws GeneralSecurityException, IOException {
        if (material.key == null || material.chain == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("own", material.key, NO_PASSWORD, material.chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
