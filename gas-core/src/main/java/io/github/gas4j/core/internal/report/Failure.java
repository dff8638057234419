// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.internal.names.Addresses;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.util.Defect;
import io.github.gas4j.core.internal.util.SocketFile;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The reason why there is no connection, for the {@link Reporter}. Immutable.
 *
 * @param cause the failure in words
 * @param proven whether the lost connection had proven itself, so that a new outage begins
 * @param wasConnected whether the peer had accepted a connection before this failure
 * @param ofTls whether one side has refused the other, or what it sent, as TLS demands
 */
public record Failure(String cause, boolean proven, boolean wasConnected, boolean ofTls) {
    private static final String NO_MEMORY = "OutOfMemoryError: too little memory to say more";
    // created beforehand, because they cannot be created without memory
    private static final Failure OF_ATTEMPT = new Failure(NO_MEMORY, false, false, false);
    private static final Failure OF_YOUNG = new Failure(NO_MEMORY, false, true, false);
    private static final Failure OF_PROVEN = new Failure(NO_MEMORY, true, true, false);

    /**
     * Describes a failure, in fewer words if there is too little memory. Never throws.
     *
     * @param lost the connection that was lost, or null if a connect attempt has failed
     * @param proven whether the connection had proven itself
     */
    public static Failure of(Throwable cause, @Nullable Connection lost, boolean proven) {
        try {
            String said = lost == null ? "" : lost.answer();
            String text = Defect.text(cause);
            boolean ofTls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
            String all = said.isEmpty() ? text : text + "; it had said: " + said;
            return new Failure(all, proven, lost != null, ofTls);
        } catch (RuntimeException | Error noMemory) {
            return proven ? OF_PROVEN : lost != null ? OF_YOUNG : OF_ATTEMPT;
        }
    }

    /** Returns whether a connection that the peer had accepted was lost before it had proven itself. */
    boolean closedYoung() {
        return wasConnected && !proven;
    }

    /** Returns advice for the operator, as far as the failure suggests any. */
    String advice() {
        if (cause.startsWith("OutOfMemoryError")) {
            return "the application needs a larger heap, or more direct memory";
        }
        if (cause.startsWith(Defect.PREFIX)) {
            return "another warning has the stack trace";
        }
        if (ofTls) {
            return "the collector's own log may say more";
        }
        if (wasConnected) {
            return "the collector's own log may say why";
        }
        String ofSocketFile = SocketFile.advice(cause);
        if (ofSocketFile != null) {
            return ofSocketFile;
        }
        if (cause.contains("unknown host")) {
            String advice = "check the name in destination, and the name service";
            return cause.contains(Addresses.ASKED_PAST_CACHE) ? advice : advice + "; " + Resolver.negativeCache();
        }
        if (cause.startsWith("localAddress")) {
            return "localAddress has to be an address of this host";
        }
        if (cause.contains("no IPv6")) {
            return "give an IPv4 address or a name that has one, or let the JVM have IPv6";
        }
        return cause.contains("refused")
                ? "check that the collector runs and that the port is right"
                : "check that the collector runs and can be reached, through firewalls too";
    }
}
