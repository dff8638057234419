// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the collector's end after ours: its FIN. A close_notify says nothing about what it has read. */
class TlsEndTest {
    @TempDir
    Path directory;

    private final SocketChannel channel = SocketChannel.open();
    private final Socket peer;

    TlsEndTest() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            channel.connect(listener.getLocalSocketAddress());
            peer = listener.accept();
        }
        channel.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCloseNotifyWithAFinIsAnEnd(String version) throws IOException {
        TlsEngine client = exchangeGoodbyes(version);
        peer.getInputStream().readAllBytes();
        peer.close();
        Await.until("the end", () -> read(client) == TlsInput.Step.ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCloseNotifyWithAResetIsNoEnd(String version) throws IOException {
        TlsEngine client = exchangeGoodbyes(version);
        peer.setSoLinger(true, 0);
        peer.close();
        assertThatThrownBy(() -> Await.until("the end", () -> read(client) == TlsInput.Step.ENDED))
                .hasRootCauseInstanceOf(IOException.class);
    }

    /** The client ends its side, then the peer's software its own, whatever it has read. */
    private TlsEngine exchangeGoodbyes(String version) throws IOException {
        Pki pki = new Pki(directory, "ca");
        SSLContext context = pki.context(pki.issue("collector", "localhost"));
        SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(peer, null, false);
        server.setUseClientMode(false);
        CompletableFuture<Void> handshake = CompletableFuture.runAsync(() -> shakeHands(server));
        TlsEngine client = client(context, version);
        Await.until("the handshake", () -> isReady(client));
        handshake.join();
        assertThat(client.write(ByteBuffer.wrap("unread\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(7);
        assertThat(client.sayGoodbye()).isTrue();
        channel.shutdownOutput();
        server.shutdownOutput();
        return client;
    }

    private TlsEngine client(SSLContext context, String version) throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return new TlsEngine(engine, channel, new HandshakeTasks(Thread::new, () -> {}), new Answer());
    }

    private static void shakeHands(SSLSocket server) {
        try {
            server.startHandshake();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isReady(TlsEngine client) {
        try {
            return client.makeReady();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static TlsInput.Step read(TlsEngine client) {
        try {
            return client.read();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
