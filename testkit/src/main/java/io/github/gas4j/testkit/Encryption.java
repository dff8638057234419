// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How a collector speaks TLS.
 *
 * @param context has the collector's key, and the authorities of its clients
 * @param protocols the versions that it accepts; empty for those of the JVM
 * @param needsClient whether clients need a certificate
 */
public record Encryption(SSLContext context, List<String> protocols, boolean needsClient) {
    /** Returns TLS 1.3 and 1.2 without certificates of clients. */
    public static Encryption with(SSLContext context) {
        return new Encryption(context, List.of(), false);
    }

    /** Returns the same, with these versions only. */
    public Encryption only(String... versions) {
        return new Encryption(context, List.of(versions), needsClient);
    }

    /** Returns the same, for clients with a certificate only. */
    public Encryption needingClient() {
        return new Encryption(context, protocols, true);
    }

    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(new String[0]));
        }
        parameters.setNeedClientAuth(needsClient);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
