// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.ssl;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.net.ssl.KeyManagerFactoryFactoryBean;
import ch.qos.logback.core.net.ssl.SSL;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import ch.qos.logback.core.net.ssl.SSLParametersConfiguration;
import ch.qos.logback.core.net.ssl.SecureRandomFactoryBean;
import ch.qos.logback.core.net.ssl.TrustManagerFactoryFactoryBean;
import io.github.gas4j.core.TlsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys, certificates and trust of Logback's {@code <ssl>}. Does what Logback does with that element, apart from the
 * defaults: all versions of TLS instead of TLS 1.2 alone, and the JVM's own source of random numbers.
 *
 * <p>Two instances are equal if all settings are, because Logback builds the beans anew for each appender and each reload.
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class SslSource implements TlsSource {
    private static final String ANY_VERSION = "TLS";

    private final SSLConfiguration ssl;
    private final SSLParametersConfiguration parameters;
    private final @Nullable SslStore keyStore;
    private final @Nullable SslStore trustStore;
    private @Nullable SslChoice choice;

    /** Creates a source that reports to the context, unless it is null. Reads nothing yet. */
    public SslSource(SSLConfiguration ssl, @Nullable Context context) {
        this.ssl = ssl;
        parameters = ssl.getParameters();
        if (parameters.getContext() == null && context != null) {
            parameters.setContext(context);
        }
        keyStore = SslStore.of("keyStore", ssl.getKeyStore());
        trustStore = SslStore.of("trustStore", ssl.getTrustStore());
    }

    /** Returns whether the verification of the host name was turned off. Logback's own default is no decision. */
    public boolean skipsHostname() {
        return !parameters.getHostnameVerification() && new SSLParametersConfiguration().getHostnameVerification();
    }

    /** Reads everything once, and returns the problems that would prevent a connection. Throws no exception. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        collect(this::uninitialized, problems);
        collect(this::keyManagers, problems);
        collect(this::trustManagers, problems);
        collect(this::random, problems);
        if (problems.isEmpty()) {
            collect(this::configuredEngine, problems);
        }
        return problems;
    }

    private static void collect(Part part, List<String> problems) {
        try {
            part.create();
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            problems.add("option ssl: " + Objects.requireNonNullElse(failed.getMessage(), failed.toString()));
        }
    }

    private SSLEngine configuredEngine() throws IOException, GeneralSecurityException {
        SSLEngine engine = createContext(UnaryOperator.identity()).createSSLEngine();
        engine.setUseClientMode(true);
        configure(engine);
        if (Arrays.stream(engine.getEnabledProtocols()).noneMatch(name -> name.startsWith(ANY_VERSION))) {
            throw new NoSuchAlgorithmException("protocol '" + protocol() + "' with includedProtocols '"
                    + parameters.getIncludedProtocols() + "' and excludedProtocols '"
                    + parameters.getExcludedProtocols()
                    + "' leaves no version of TLS; valid: what leaves TLSv1.3 or TLSv1.2");
        }
        if (engine.getEnabledCipherSuites().length == 0) {
            throw new NoSuchAlgorithmException("includedCipherSuites '" + parameters.getIncludedCipherSuites()
                    + "' with excludedCipherSuites '" + parameters.getExcludedCipherSuites()
                    + "' leaves no cipher suite; valid: what leaves one of "
                    + String.join(", ", engine.getSupportedCipherSuites()));
        }
        return engine;
    }

    @Override
    public List<Path> files() {
        return Stream.of(Optional.ofNullable(keyStore), Optional.ofNullable(trustStore))
                .flatMap(Optional::stream)
                .map(SslStore::file)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    @Override
    public SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws IOException, GeneralSecurityException {
        SSLContext context = uninitialized();
        context.init(keyManagers(), trust.apply(trustManagers()), random());
        return context;
    }

    @Override
    public void configure(SSLEngine engine) {
        SslChoice made = choice;
        if (made == null) {
            made = SslChoice.of(parameters, engine);
            choice = made;
        }
        made.applyTo(engine);
    }

    @Override
    public String trustInWords() {
        return trustStore == null
                ? "the certificates that the JVM trusts"
                : "the certificates in " + trustStore.location();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SslSource source && settings().equals(source.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    /** Returns all that a connection depends on, apart from what is in the files. */
    private List<@Nullable Object> settings() {
        KeyManagerFactoryFactoryBean keys = ssl.getKeyManagerFactory();
        TrustManagerFactoryFactoryBean trust = ssl.getTrustManagerFactory();
        SecureRandomFactoryBean random = ssl.getSecureRandom();
        return Arrays.asList(
                protocol(),
                ssl.getProvider(),
                keyStore == null ? null : keyStore.settings(),
                trustStore == null ? null : trustStore.settings(),
                keys.getAlgorithm(),
                keys.getProvider(),
                trust.getAlgorithm(),
                trust.getProvider(),
                random.getAlgorithm(),
                random.getProvider(),
                parameters.getIncludedProtocols(),
                parameters.getExcludedProtocols(),
                parameters.getIncludedCipherSuites(),
                parameters.getExcludedCipherSuites());
    }

    private SSLContext uninitialized() throws GeneralSecurityException {
        String name = protocol();
        try {
            String provider = ssl.getProvider();
            return provider == null ? SSLContext.getInstance(name) : SSLContext.getInstance(name, provider);
        } catch (GeneralSecurityException | IllegalArgumentException unknown) {
            throw new NoSuchAlgorithmException(
                    "protocol '" + name + "' is not known, because of: " + unknown.getMessage()
                            + "; valid: TLS, TLSv1.3 or TLSv1.2, and leave provider out",
                    unknown);
        }
    }

    /** Returns the protocol. Logback's default would disable TLS 1.3, and only the identity tells it from a setting. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private String protocol() {
        String protocol = ssl.getProtocol();
        return protocol == SSL.DEFAULT_PROTOCOL ? ANY_VERSION : protocol;
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        return keyStore == null
                ? null
                : keyStore.loadKeys(ssl.getKeyManagerFactory().createKeyManagerFactory());
    }

    private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = ssl.getTrustManagerFactory().createTrustManagerFactory();
        KeyStore trusted = trustStore == null ? null : trustStore.loadTrust();
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    /** Returns the random numbers of {@code <secureRandom>}, or null for the JVM's default if there is no element. */
    private @Nullable SecureRandom random() throws GeneralSecurityException {
        SecureRandomFactoryBean bean = ssl.getSecureRandom();
        boolean isGiven = bean.equals(ssl.getSecureRandom()); // if not, Logback makes a new one at each call
        return isGiven ? bean.createSecureRandom() : null;
    }

    /** Creates one part of a context. */
    private interface Part {
        @Nullable
        Object create() throws IOException, GeneralSecurityException;
    }
}
