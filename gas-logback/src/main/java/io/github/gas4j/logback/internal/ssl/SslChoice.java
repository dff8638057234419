// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.ssl;

import ch.qos.logback.core.net.ssl.SSLConfigurable;
import ch.qos.logback.core.net.ssl.SSLParametersConfiguration;
import java.util.List;
import javax.net.ssl.SSLEngine;

/**
 * The protocols and cipher suites that Logback's {@code <parameters>} choose. They are computed once, because Logback
 * writes status messages each time that it computes them.
 *
 * <p>Immutable.
 *
 * @param protocols the names of the protocols
 * @param cipherSuites the names of the cipher suites
 */
record SslChoice(List<String> protocols, List<String> cipherSuites) {

    /** Returns what the parameters choose from what the engine can do. */
    static SslChoice of(SSLParametersConfiguration parameters, SSLEngine engine) {
        Chooser chooser = new Chooser(engine);
        parameters.configure(chooser);
        return new SslChoice(chooser.protocols, chooser.cipherSuites);
    }

    void applyTo(SSLEngine engine) {
        engine.setEnabledProtocols(protocols.toArray(String[]::new));
        engine.setEnabledCipherSuites(cipherSuites.toArray(String[]::new));
    }

    /** Shows an engine to Logback, and keeps what Logback chooses. */
    private static final class Chooser implements SSLConfigurable {
        private final SSLEngine engine;
        private List<String> protocols = List.of();
        private List<String> cipherSuites = List.of();

        Chooser(SSLEngine engine) {
            this.engine = engine;
        }

        @Override
        public String[] getDefaultProtocols() {
            return engine.getEnabledProtocols();
        }

        @Override
        public String[] getSupportedProtocols() {
            return engine.getSupportedProtocols();
        }

        @Override
        public void setEnabledProtocols(String[] names) {
            protocols = List.of(names);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return engine.getEnabledCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return engine.getSupportedCipherSuites();
        }

        @Override
        public void setEnabledCipherSuites(String[] names) {
            cipherSuites = List.of(names);
        }

        /** Does nothing, because only a server can ask for a client's certificate. */
        @Override
        public void setNeedClientAuth(boolean state) {}

        /** Does nothing, because only a server can ask for a client's certificate. */
        @Override
        public void setWantClientAuth(boolean state) {}

        /** Does nothing, because the core verifies the host name. */
        @Override
        public void setHostnameVerification(boolean state) {}
    }
}
