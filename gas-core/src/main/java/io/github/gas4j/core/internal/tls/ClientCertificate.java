// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Warns once a day of a client's certificate that is about to expire, because the collector will refuse it then.
 *
 * <p>Confined to the sender's thread.
 */
final class ClientCertificate {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Consumer<String> warnings;
    private final InstantSource time;
    private final LongSupplier nanos;
    private @Nullable X509Certificate own;
    private long lookAt;
    private Instant warnAt = Instant.MIN;

    ClientCertificate(Consumer<String> warnings, InstantSource time, LongSupplier nanos) {
        this.warnings = warnings;
        this.time = time;
        this.nanos = nanos;
    }

    /** Notes the certificate that was sent in a handshake, if there was one, and looks at it. */
    void sent(SSLSession session) {
        Certificate[] chain = session.getLocalCertificates();
        own = chain != null && chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
        lookAt = nanos.getAsLong();
        tick();
    }

    /** Looks at the certificate if the last look was an hour ago. */
    void tick() {
        X509Certificate sent = own;
        if (sent != null && nanos.getAsLong() - lookAt >= 0) {
            lookAt += BETWEEN_LOOKS_NANOS;
            look(sent, time.instant());
        }
    }

    private void look(X509Certificate sent, Instant now) {
        Instant end = sent.getNotAfter().toInstant();
        if (now.isAfter(end.minus(AHEAD)) && !now.isBefore(warnAt)) {
            warnAt = now.plus(BETWEEN_WARNINGS);
            String when = now.isAfter(end)
                    ? ", expired at " + end + ", and a collector refuses it now"
                    : ", expires at " + end + ", and a collector will refuse it then";
            warnings.accept("the certificate of this client, " + sent.getSubjectX500Principal() + when
                    + "; replace the file, which is read again before each connect attempt");
        }
    }
}
