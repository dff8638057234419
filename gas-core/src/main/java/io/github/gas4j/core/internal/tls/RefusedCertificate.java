// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.util.Printable;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells why the collector's certificate is refused: what was received, what was expected, and by what it was judged. */
final class RefusedCertificate extends CertificateException {
    /** A certificate that is not trusted yet may hold anything. */
    private static final int MOST_CHARACTERS = 1_000;

    private static final long serialVersionUID = 1L;
    /** Kinds of alternative names: of a host, and an IP address. */
    private static final List<Integer> NAME_KINDS = List.of(2, 7);

    /** How the JDK begins its words about another host. */
    private static final Pattern HOST_DIFFERS =
            Pattern.compile("No subject alternative|No name matching|Illegal given domain name");

    private static final int LONGEST_CHAIN_OF_CAUSES = 16;

    /**
     * Puts a refusal into words.
     *
     * @param chain what was received, the collector's own certificate first
     * @param host the host of the destination
     * @param trust what the certificate was checked against, in words
     */
    RefusedCertificate(CertificateException why, X509Certificate[] chain, @Nullable String host, String trust) {
        super(Printable.line(words(why, chain, host, trust), MOST_CHARACTERS), why);
    }

    private static String words(
            CertificateException why, X509Certificate[] chain, @Nullable String host, String trust) {
        Throwable cause = innermost(why);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (cause instanceof CertificateExpiredException) {
            X509Certificate old = firstOf(
                    chain, certificate -> certificate.getNotAfter().toInstant().isBefore(now));
            return "the collector's certificate " + subject(old) + " expired at "
                    + old.getNotAfter().toInstant() + "; the clock of this host shows " + now;
        }
        if (cause instanceof CertificateNotYetValidException) {
            X509Certificate early = firstOf(
                    chain, certificate -> certificate.getNotBefore().toInstant().isAfter(now));
            return "the collector's certificate " + subject(early) + " is valid only from "
                    + early.getNotBefore().toInstant() + " on; the clock of this host shows " + now;
        }
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (HOST_DIFFERS.matcher(said).lookingAt()) { // words of the JDK's host check
            return "the collector's certificate is for " + String.join(", ", names(chain[0]))
                    + ", but the destination is " + host;
        }
        return "the collector's certificate " + subject(chain[0]) + ", issued by "
                + chain[chain.length - 1].getIssuerX500Principal() + ", is not trusted by " + trust + " (" + said + ")";
    }

    private static Throwable innermost(Throwable why) {
        Throwable cause = why;
        for (int depth = 0; cause.getCause() != null && depth < LONGEST_CHAIN_OF_CAUSES; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static X509Certificate firstOf(X509Certificate[] chain, Predicate<X509Certificate> wanted) {
        for (X509Certificate certificate : chain) {
            if (wanted.test(certificate)) {
                return certificate;
            }
        }
        return chain[0]; // a certificate that was not received, for example an authority's own
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }

    /** Returns the hosts that a certificate is for, or its subject if it names none. */
    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (NAME_KINDS.contains(alternative.get(0))) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateException malformed) {
            names.clear();
        }
        return names.isEmpty() ? List.of(subject(certificate)) : names;
    }
}
