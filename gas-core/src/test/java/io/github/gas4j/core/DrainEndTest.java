// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that drains comes to its end although the collector proves nothing. */
class DrainEndTest {
    private final RecordingListener heard = new RecordingListener();
    private final Server server = new Server();
    private GasClient client = client(options -> options);

    @TempDir
    Path directory;

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        server.close();
        Await.noThread("gas-draining");
    }

    private GasClient client(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", "localhost:" + server.port())
                .option("bufferSize", "64KiB")
                .option("retryInterval", "20ms")
                .option("maxRetryInterval", "20ms");
        return new GasClient("draining", options.apply(builder).build(), heard, Thread::new);
    }

    private void offer(String event) {
        byte[] bytes = Bytes.of(event);
        assertThat(client.offer(bytes, 0, bytes.length)).isTrue();
    }

    private void drain() {
        client.start();
        offer("event");
        client.retire(Duration.ZERO);
        Await.until("the end", () -> client.stats().state() == ConnectionState.CLOSED);
    }

    @Test
    void whereTheCollectorTakesOneConnectionAtATime() {
        server.takesOne = true;
        client = client(options -> options.option("delivery", "CONFIRMED"));

        drain();

        assertThat(client.stats().released()).isEqualTo(1);
        assertThat(client.stats().written()).as("pauses").isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "REPLAY", "CONFIRMED"})
    void whereTlsIsReadAndItsEndNotAnswered(String delivery) {
        server.answersEnds = false;
        Pki pki = new Pki(directory, "ca");
        server.context = pki.context(pki.issue("collector", "localhost"));
        client = client(options -> options.option("delivery", delivery)
                .option("tls", "true")
                .option("tlsTrustedCertificates", pki.trusted().toString())
                .option("writeTimeout", "300ms"));

        drain();

        assertThat(client.stats().released()).isEqualTo(1);
    }

    /** A collector that reads everything. */
    private static final class Server {
        private final ServerSocket listener;
        private final AtomicInteger open = new AtomicInteger();
        private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        private volatile @Nullable SSLContext context;
        private volatile boolean takesOne;
        private volatile boolean answersEnds = true;

        Server() {
            try {
                listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            Thread accepting = new Thread(this::accept, "accepting");
            accepting.setDaemon(true);
            accepting.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket next = listener.accept();
                    sockets.add(next);
                    if (takesOne && open.get() > 0) {
                        next.close();
                    } else {
                        open.incrementAndGet();
                        Thread reading = new Thread(() -> read(next), "reading");
                        reading.setDaemon(true);
                        reading.start();
                    }
                }
            } catch (IOException closed) {
                // the end of the test
            }
        }

        private void read(Socket accepted) {
            try {
                Socket socket = accepted;
                SSLContext tls = context;
                if (tls != null) {
                    socket = tls.getSocketFactory().createSocket(accepted, null, false);
                    ((SSLSocket) socket).setUseClientMode(false);
                }
                while (socket.getInputStream().read() >= 0) {
                    // goes on
                }
                open.decrementAndGet();
                if (answersEnds) {
                    socket.close();
                }
            } catch (IOException lost) {
                open.decrementAndGet();
            }
        }

        void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
