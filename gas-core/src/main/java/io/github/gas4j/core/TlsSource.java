// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * Where a client's keys, certificates and trust for TLS come from. The options whose names begin with {@code tls} describe
 * PEM files. An adapter implements this interface for the TLS element of its framework.
 *
 * <p>The client calls an instance from one thread at a time. Two instances are equal if they describe the same files and
 * settings, because a reconfiguration then keeps the connection.
 */
public interface TlsSource {
    /**
     * Returns the files that {@link #createContext} reads. The client looks at them before each connect attempt, follows
     * links, and calls {@link #createContext} again when one has changed.
     *
     * @return files that need not exist; empty if nothing can change
     */
    List<Path> files();

    /**
     * Creates a new context from the files as they are now.
     *
     * @param trust is applied to the trust managers that the context gets, so that the client can report the certificate
     *     that it refused
     * @return a context that no one else uses, because a resumed session would skip the check of a new certificate
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if a file's content cannot be used; the message names the file
     */
    SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws IOException, GeneralSecurityException;

    /**
     * Adapts the engine of a new connection, before the client sets the host name and its verification.
     *
     * @param engine an engine in client mode
     */
    default void configure(SSLEngine engine) {}

    /**
     * Returns what a collector's certificate is checked against, for messages.
     *
     * @return like {@code the certificates in /etc/ssl/ca.pem}
     */
    String trustInWords();
}
