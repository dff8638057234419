// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.TlsSource;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts everybody, but only when a test lets it. Thread-safe. */
record SlowTrust(CountDownLatch begun, CountDownLatch checked) implements TlsSource {
    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws GeneralSecurityException {
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(null, trust.apply(new TrustManager[] {new Judge(begun, checked)}), null);
        return made;
    }

    @Override
    public String trustInWords() {
        return "nothing";
    }

    /** Waits and trusts. */
    private static final class Judge extends X509ExtendedTrustManager {
        private final CountDownLatch begun;
        private final CountDownLatch checked;

        Judge(CountDownLatch begun, CountDownLatch checked) {
            this.begun = begun;
            this.checked = checked;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            begun.countDown();
            try {
                if (!checked.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test has forgotten to go on");
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
