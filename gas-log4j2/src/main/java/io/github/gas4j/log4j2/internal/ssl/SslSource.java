// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import io.github.gas4j.core.TlsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys, certificates and trust that {@code <Ssl>} describes. Two instances are equal if the element says the same, so
 * that a reload keeps the connection.
 *
 * <p>Immutable.
 *
 * @param protocol the name of a context's protocol, like {@code TLS}
 * @param keyStore the client's own key and certificate, or null for none
 * @param trustStore the certificates to trust, or null for those that the JVM trusts
 */
public record SslSource(
        String protocol,
        @Nullable SslStore keyStore,
        @Nullable SslStore trustStore) implements TlsSource {

    /** Reads everything once, and adds what would prevent a connection. Throws no exception. */
    void check(List<String> problems, String prefix) {
        collect(this::checkedContext, problems, prefix);
        collect(this::keyManagers, problems, prefix);
        collect(this::trustManagers, problems, prefix);
    }

    private static void collect(Part part, List<String> problems, String prefix) {
        try {
            part.create();
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            problems.add(prefix + Objects.requireNonNullElse(failed.getMessage(), failed.toString()));
        }
    }

    @Override
    public List<Path> files() {
        return Stream.of(keyStore, trustStore)
                .filter(Objects::nonNull)
                .flatMap(SslStore::files)
                .distinct()
                .toList();
    }

    @Override
    public SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws IOException, GeneralSecurityException {
        SSLContext context = uninitialized();
        context.init(keyManagers(), trust.apply(trustManagers()), null);
        return context;
    }

    @Override
    public String trustInWords() {
        return trustStore == null
                ? "the certificates that the JVM trusts"
                : "the certificates in " + trustStore.inWords();
    }

    private SSLContext uninitialized() throws GeneralSecurityException {
        try {
            return SSLContext.getInstance(protocol);
        } catch (NoSuchAlgorithmException unknown) {
            throw new NoSuchAlgorithmException(unusableProtocol(), unknown);
        }
    }

    /** Returns a context without keys, which exists only if connections with this protocol are possible. */
    private SSLContext checkedContext() throws GeneralSecurityException {
        SSLContext context = uninitialized();
        try {
            context.init(null, null, null);
        } catch (GeneralSecurityException isTheDefault) {
            throw new NoSuchAlgorithmException(unusableProtocol(), isTheDefault);
        }
        String[] enabled = context.getDefaultSSLParameters().getProtocols();
        if (Arrays.stream(enabled).noneMatch(name -> name.startsWith("TLS"))) {
            throw new NoSuchAlgorithmException(unusableProtocol());
        }
        return context;
    }

    private String unusableProtocol() {
        return "protocol '" + protocol + "' is not one that this JVM can use; valid: TLS, TLSv1.3 or TLSv1.2";
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        return keyStore == null ? null : keyStore.keyManagers();
    }

    private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
        if (trustStore != null) {
            return trustStore.trustManagers();
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers();
    }

    /** Creates one part of a context. */
    private interface Part {
        @Nullable
        Object create() throws IOException, GeneralSecurityException;
    }
}
