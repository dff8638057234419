// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.config.ConnectionOptions;
import io.github.gas4j.core.internal.config.TlsOptions;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.net.Transport;
import io.github.gas4j.core.internal.util.Literal;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes encrypted connections. The collector's certificate is verified for the host of the destination, unless the options
 * say otherwise.
 *
 * <p>Confined to the sender's thread.
 */
public final class TlsTransport implements Transport {
    private static final String[] DEFAULT_PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsOptions options;
    private final Contexts contexts;
    private final HandshakeTasks tasks;
    private final ClientCertificate certificate;

    /**
     * Creates a transport for connections with TLS.
     *
     * @param warnings takes lines for the operator
     */
    public TlsTransport(ConnectionOptions connections, HandshakeTasks tasks, Consumer<String> warnings) {
        options = Objects.requireNonNull(connections.tls());
        this.tasks = tasks;
        contexts = new Contexts(options.source(), warnings);
        certificate = new ClientCertificate(warnings, InstantSource.system(), System::nanoTime);
    }

    @Override
    public Connection over(SocketChannel channel, SelectionKey key, ConnectionParts parts, long connectNanos)
            throws IOException {
        return new TlsConnection(
                new TlsConnection.Link(channel, key, connectNanos),
                parts,
                engine(parts.destination()),
                tasks,
                certificate);
    }

    private SSLEngine engine(Destination destination) throws IOException {
        String host = destination.host();
        SSLEngine engine = contexts.current().createSSLEngine(host, destination.port());
        engine.setUseClientMode(true);
        options.source().configure(engine);
        SSLParameters parameters = engine.getSSLParameters();
        if (!options.protocols().isEmpty()) {
            parameters.setProtocols(options.protocols().toArray(new String[0]));
        } else if (options.isOfOptions()) {
            parameters.setProtocols(DEFAULT_PROTOCOLS);
        }
        if (!options.ciphers().isEmpty()) {
            parameters.setCipherSuites(options.ciphers().toArray(new String[0]));
        }
        parameters.setEndpointIdentificationAlgorithm(options.verifyHostname() ? "HTTPS" : "");
        if (!Literal.is(host)) {
            nameTo(host, parameters);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Tells the collector the name. The JDK alone would do so only for a name with a dot in it. */
    private static void nameTo(String host, SSLParameters parameters) {
        try {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            parameters.setServerNames(List.of(new SNIHostName(name)));
        } catch (IllegalArgumentException notName) {
            // a name with an underscore, which TLS cannot carry: it goes without
        }
    }
}
