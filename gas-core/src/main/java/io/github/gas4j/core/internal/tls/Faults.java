// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.util.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.Certificate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Puts failures of TLS into words that tell what to do. Thread-safe: stateless. */
final class Faults {
    /** The words with which JSSE tells of an alert, since JDK 17. */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    /** The alert that JSSE sends, which newer JDKs put in front of the message. */
    private static final Pattern OWN_ALERT = Pattern.compile("^\\(\\w+\\) ");

    private static final int LONGEST_CHAIN_OF_CAUSES = 16;

    private Faults() {}

    /**
     * Returns a failure with a message for people. A failure that says enough is returned as it is.
     *
     * @param ready whether the handshake was over
     * @param received the bytes that could not be decrypted, as printable text
     */
    static IOException explain(IOException failure, boolean ready, SSLEngine engine, String received) {
        if (failure instanceof SSLException) {
            return new SSLException(words(failure, ready, engine, received), failure);
        }
        if (ready) {
            return failure;
        }
        String when = " during the TLS handshake; its own log may say why, for example that it has no TLS on this port,"
                + " or needs another version of TLS";
        if (failure instanceof EOFException) {
            return withCause(new EOFException(failure.getMessage() + when), failure);
        }
        return failure instanceof SocketException
                ? withCause(new SocketException(failure.getMessage() + when), failure)
                : failure;
    }

    private static IOException withCause(IOException words, IOException cause) {
        words.initCause(cause);
        return words;
    }

    private static String words(IOException failure, boolean ready, SSLEngine engine, String received) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < LONGEST_CHAIN_OF_CAUSES; depth++) {
            if (cause instanceof RefusedCertificate) {
                return Causes.text(cause);
            }
            cause = cause.getCause();
        }
        String said = OWN_ALERT.matcher(Causes.text(failure)).replaceFirst("");
        Matcher alert = ALERT.matcher(said);
        if (alert.find()) {
            return ofAlert(alert.group(1).toLowerCase(Locale.ROOT), engine);
        }
        if (ready) {
            return "the collector sent bytes that are not valid TLS (" + said
                    + "), or something on the way changed them";
        }
        if (said.contains("plaintext connection") || said.startsWith("Unsupported or unrecognized SSL message")) {
            return "the collector did not answer with TLS, so this port may expect plain text"
                    + (received.isEmpty() ? "" : "; it said: " + received);
        }
        return "the TLS handshake failed: "
                + OWN_ALERT.matcher(Causes.text(cause)).replaceFirst("");
    }

    private static String ofAlert(String alert, SSLEngine engine) {
        return switch (alert) {
            case "certificate_required" ->
                "the collector requires a certificate of the client, and got none; set"
                        + " tlsCertificate and tlsPrivateKey, or a key store";
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied" ->
                sentCertificate(engine)
                        ? "the collector refused the client's certificate (" + alert + ")"
                        : "the collector requires a certificate of the client, and got none (" + alert + ")";
            case "handshake_failure", "protocol_version", "insufficient_security" ->
                "the collector accepts none of the offered versions ("
                        + String.join(", ", engine.getEnabledProtocols())
                        + ") and cipher suites, or requires a certificate of the client (" + alert + ")";
            case "unrecognized_name" ->
                "the collector has no certificate for the name " + engine.getPeerHost() + " (" + alert + ")";
            default -> "the collector ended TLS with the alert " + alert;
        };
    }

    private static boolean sentCertificate(SSLEngine engine) {
        Certificate[] sent = engine.getSession().getLocalCertificates();
        if (sent == null && engine.getHandshakeSession() != null) {
            sent = engine.getHandshakeSession().getLocalCertificates();
        }
        return sent != null;
    }
}
