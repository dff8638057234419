// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TLS handshake in memory, with a server that wants the client's certificate. Confined to one thread. */
final class TlsHandshake {
    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer text = ByteBuffer.allocate(1 << 17);

    private TlsHandshake(SSLContext client, SSLContext server) {
        this.client = client.createSSLEngine("localhost", 1);
        this.client.setUseClientMode(true);
        this.server = server.createSSLEngine();
        this.server.setUseClientMode(false);
        this.server.setNeedClientAuth(true);
    }

    /** Returns the certificates that the server gets from the client. */
    static List<Certificate> clientCertificates(SSLContext client, SSLContext server) throws SSLException {
        TlsHandshake handshake = new TlsHandshake(client, server);
        for (int i = 0; i < 100; i++) {
            handshake.step(handshake.client, handshake.toClient, handshake.toServer);
            handshake.step(handshake.server, handshake.toServer, handshake.toClient);
        }
        return List.of(handshake.server.getSession().getPeerCertificates());
    }

    private void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        } else if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) {
            engine.unwrap(in.flip(), text.clear());
            in.compact();
        } else if (!engine.isOutboundDone()) {
            engine.wrap(ByteBuffer.allocate(0), out);
        }
    }

    /** Accepts every client, so that a test sees what the client sends. Stateless. */
    static final class AnyClient extends X509ExtendedTrustManager {
        static TrustManager[] instead(TrustManager[] unused) {
            return new TrustManager[] {new AnyClient()};
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new AssertionError("it is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new AssertionError("it is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new AssertionError("it is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
