// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority for tests, with what it issues as PEM files and key stores in a directory. Thread-safe. */
public final class Pki {
    /** The password of every key store. */
    public static final String PASSWORD = "changeit";

    private static final int KEY_BITS = 256;
    private static final AtomicLong SERIALS = new AtomicLong(1);

    private final Path directory;
    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /**
     * Makes an authority.
     *
     * @param directory where its files go
     * @param name its name, and that of its files
     */
    public Pki(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        try {
            Files.createDirectories(directory);
            keys = newKeys();
            certificate = sign(name, keys, List.of(), Validity.NOW, true);
            Files.writeString(trusted(), pem(certificate));
            KeyStore store = empty();
            store.setCertificateEntry(name, certificate);
            save(store, trustStore());
        } catch (GeneralSecurityException | IOException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** When a certificate is valid. */
    public record Validity(Instant from, Instant to) {
        /** From an hour ago, for 60 days. */
        public static final Validity NOW = after(Duration.ofHours(-1), Duration.ofDays(60));

        /** Returns a time from now on. */
        public static Validity after(Duration begin, Duration end) {
            return new Validity(Instant.now().plus(begin), Instant.now().plus(end));
        }
    }

    /**
     * A key and its certificate.
     *
     * @param certificate a PEM file
     * @param key a PEM file in PKCS#8
     * @param keyStore a PKCS#12 file with both
     */
    public record Identity(Path certificate, Path key, Path keyStore) {}

    /** Returns the PEM file with the authority's certificate. */
    public Path trusted() {
        return directory.resolve(name + ".pem");
    }

    /** Returns the PKCS#12 file with the authority's certificate. */
    public Path trustStore() {
        return directory.resolve(name + ".p12");
    }

    /** Makes a PKCS#12 file with the certificates of two authorities, and returns it. */
    public Path trustStoreWith(Pki other) {
        try {
            KeyStore store = empty();
            store.setCertificateEntry(name, certificate);
            store.setCertificateEntry(other.name, other.certificate);
            Path both = directory.resolve(name + "-" + other.name + ".p12");
            save(store, both);
            return both;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Issues a certificate for hosts and addresses that is valid now. */
    public Identity issue(String subject, String... hosts) {
        return issue(subject, Validity.NOW, hosts);
    }

    /** Issues a certificate for hosts and addresses; its files begin with the subject, and replace earlier ones. */
    public Identity issue(String subject, Validity validity, String... hosts) {
        try {
            KeyPair own = newKeys();
            X509Certificate issued = sign(subject, own, List.of(hosts), validity, false);
            Identity identity = new Identity(
                    directory.resolve(subject + ".crt"),
                    directory.resolve(subject + ".key"),
                    directory.resolve(subject + "-key.p12"));
            Files.writeString(identity.certificate(), pem(issued));
            Files.writeString(identity.key(), pem(withPublicKey(own)));
            KeyStore store = empty();
            store.setKeyEntry(subject, own.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {issued});
            save(store, identity.keyStore());
            return identity;
        } catch (GeneralSecurityException | IOException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns a context with the identity's key, which trusts this authority's certificates. */
    public SSLContext context(Identity identity) {
        return context(identity.keyStore(), trustStore());
    }

    /** Returns a context from two key stores. */
    public static SSLContext context(Path keyStore, Path trustStore) {
        try {
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(load(keyStore), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(load(trustStore));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate sign(String subject, KeyPair own, List<String> hosts, Validity validity, boolean authority)
            throws OperatorCreationException, GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + name),
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(validity.from()),
                Date.from(validity.to()),
                new X500Name("CN=" + subject),
                own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            boolean address = host.matches("[\\d.]+") || host.contains(":");
            names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        if (!names.isEmpty()) {
            GeneralNames all = new GeneralNames(names.toArray(new GeneralName[0]));
            builder.addExtension(Extension.subjectAlternativeName, false, all);
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Returns a key as OpenSSL writes it. Java leaves the public key out, and GnuTLS reads no key without it. */
    private static PemObject withPublicKey(KeyPair own) throws IOException {
        PrivateKeyInfo plain = PrivateKeyInfo.getInstance(own.getPrivate().getEncoded());
        SubjectPublicKeyInfo open =
                SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded());
        ECPrivateKey secret = ECPrivateKey.getInstance(plain.parsePrivateKey());
        ECPrivateKey both = new ECPrivateKey(KEY_BITS, secret.getKey(), open.getPublicKeyData(), null);
        return new PemObject("PRIVATE KEY", new PrivateKeyInfo(plain.getPrivateKeyAlgorithm(), both).getEncoded());
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void save(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
