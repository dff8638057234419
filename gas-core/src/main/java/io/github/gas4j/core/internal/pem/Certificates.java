// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the certificates of a PEM file: all of them or none. Stateless. */
final class Certificates {
    private static final String TRUSTED_OPTION = "tlsTrustedCertificates";
    private static final String OWN_OPTION = "tlsCertificate";
    private static final String VALID =
            "a PEM file with one X.509 certificate or more, each from BEGIN CERTIFICATE to END CERTIFICATE";
    private static final String CHAIN =
            "the client's own certificate first, and then each certificate that issued the one before it";
    private static final String OF_TRUSTED = "plain certificates, made by openssl x509 -in FILE -out NEW";
    private static final String OF_PKCS7 = "plain certificates, made by openssl pkcs7 -print_certs -in FILE -out NEW";

    private Certificates() {}

    /** Reads the certificates that a collector's certificate is checked against. */
    static List<X509Certificate> trusted(Path file) throws PemException {
        return all(Pem.read(TRUSTED_OPTION, file, VALID));
    }

    /** Reads the client's certificate and those above it. */
    static List<X509Certificate> chain(Path file) throws PemException {
        Pem pem = Pem.read(OWN_OPTION, file, VALID);
        List<X509Certificate> chain = all(pem);
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issued = chain.get(i - 1);
            if (!issued.getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw pem.refusal("its certificate " + (i + 1) + " did not issue the one before it", CHAIN, null);
            }
        }
        if (new HashSet<>(chain).size() < chain.size()) {
            throw pem.refusal("it has a certificate twice", CHAIN, null);
        }
        return chain;
    }

    private static List<X509Certificate> all(Pem pem) throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : pem.blocks()) {
            switch (block.label()) {
                case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(certificate(pem, block));
                case "TRUSTED CERTIFICATE" -> throw pem.refusal("its " + block + " is OpenSSL's own", OF_TRUSTED, null);
                case "PKCS7" -> throw pem.refusal("its certificates are in PKCS#7", OF_PKCS7, null);
                default -> {
                    // A private key may be in the same file.
                }
            }
        }
        if (certificates.isEmpty()) {
            throw pem.refusal("it has no certificate, " + pem.blocksInWords());
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(Pem pem, Block block) throws PemException {
        ByteArrayInputStream in = new ByteArrayInputStream(pem.bytes(block));
        try {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw new CertificateException("bytes follow its end");
            }
            return certificate;
        } catch (CertificateException damaged) {
            throw pem.refusal("its " + block + " cannot be read (" + damaged.getMessage() + ")", VALID, damaged);
        }
    }
}
