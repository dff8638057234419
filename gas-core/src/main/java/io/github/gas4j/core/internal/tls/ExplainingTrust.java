// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Leaves the check of a certificate to another trust manager, and puts a refusal into words while the certificate is at
 * hand. Afterwards, the engine does not tell what it received.
 *
 * <p>Thread-safe, like the other trust manager.
 */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private final String trust;

    private ExplainingTrust(X509ExtendedTrustManager judge, String trust) {
        this.judge = judge;
        this.trust = trust;
    }

    /**
     * Wraps those that check the host name themselves. Around any other, the JDK adds this check, so it has to stay as it is.
     *
     * @param trust what certificates are checked against, in words
     */
    static TrustManager[] around(TrustManager[] judges, String trust) {
        TrustManager[] wrapped = judges.clone();
        for (int i = 0; i < wrapped.length; i++) {
            if (wrapped[i] instanceof X509ExtendedTrustManager judge) {
                wrapped[i] = new ExplainingTrust(judge, trust);
            }
        }
        return wrapped;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw new RefusedCertificate(refused, chain, engine.getPeerHost(), trust);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
