// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's side of TLS against a server in memory, over a channel that takes any number of bytes at a time. */
class TlsEngineTest {
    /** A little less than what a record of TLS 1.3 holds. */
    private static final int RECORD = 16_000;

    @TempDir
    static Path directory;

    private static SSLContext context;

    @BeforeAll
    static void makeKeys() {
        Pki pki = new Pki(directory, "ca");
        context = pki.context(pki.issue("server", "localhost"));
    }

    /** A client and a server with finished handshakes. */
    private static final class Pair {
        private final MemoryPeer peer;
        private final TlsEngine client;

        private Pair(String version) {
            SSLEngine server = context.createSSLEngine();
            server.setUseClientMode(false);
            peer = new MemoryPeer(server);
            SSLEngine engine = context.createSSLEngine("localhost", 1);
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {version});
            try {
                client = new TlsEngine(engine, peer, new HandshakeTasks(Thread::new, () -> {}), new Answer());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            Await.until("the handshake", this::isReady);
        }

        private boolean isReady() {
            try {
                return client.makeReady();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private void readAll() throws IOException {
            while (client.read() == TlsInput.Step.RECORD) {
                // until there is nothing more
            }
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aByteCountsAsWrittenWhenThePeerCanDecryptIt(String version) throws IOException {
        Pair pair = new Pair(version);
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] batch = bytes(1 + random.nextInt(1 << 16));
            ByteBuffer bytes = ByteBuffer.wrap(batch);
            pair.peer.received.reset();
            while (bytes.hasRemaining()) {
                pair.peer.room(random.nextInt(40_000));
                int before = bytes.position();
                int written = pair.client.write(bytes);

                assertThat(bytes.position() - before).isEqualTo(written);
                assertThat(pair.peer.received.size()).isEqualTo(bytes.position());
            }
            assertThat(pair.peer.received.toByteArray()).isEqualTo(batch);
        }
    }

    @Test
    void aRecordThatArrivedInPartIsNotWritten() throws IOException {
        Pair pair = new Pair("TLSv1.3");
        ByteBuffer bytes = ByteBuffer.wrap(bytes(RECORD));
        long before = pair.client.taken();

        pair.peer.room(RECORD);
        assertThat(pair.client.write(bytes)).isZero();
        assertThat(pair.client.taken() - before)
                .as("although the channel has taken these")
                .isEqualTo(RECORD);
        assertThat(pair.client.isFlushed()).isFalse();
        assertThat(bytes.remaining()).isEqualTo(RECORD);

        pair.peer.room(1_000);
        assertThat(pair.client.write(bytes)).isEqualTo(RECORD);
        assertThat(pair.client.isFlushed()).isTrue();
    }

    @Test
    void readingWhileARecordWaitsDoesNotWriteIt() throws IOException {
        Pair pair = new Pair("TLSv1.3");
        ByteBuffer bytes = ByteBuffer.wrap(bytes(RECORD));
        pair.peer.room(100);
        pair.client.write(bytes);

        pair.peer.room(1_000_000);
        pair.readAll();

        assertThat(pair.peer.received.size())
                .as("or nobody would know that it was written")
                .isZero();
        assertThat(pair.client.write(bytes)).isEqualTo(RECORD);
    }

    @Test
    void aQuestionIsAnsweredWhenEverythingBeforeItWasRead() throws IOException {
        Pair pair = new Pair("TLSv1.3");
        pair.readAll();
        for (int round = 0; round < 10; round++) {
            pair.client.write(ByteBuffer.wrap(Bytes.of("event\n")));
            assertThat(pair.client.canAsk()).isTrue();
            pair.peer.room(0);
            long question = pair.client.ask();
            pair.readAll();
            assertThat(pair.client.answers()).as("it has not arrived").isLessThan(question);

            pair.peer.room(1_000_000);
            pair.readAll();
            assertThat(pair.client.answers()).isGreaterThanOrEqualTo(question);
        }
        assertThat(pair.peer.received.toString(StandardCharsets.UTF_8)).isEqualTo("event\n".repeat(10));
    }

    @Test
    void ticketsAreNoAnswers() throws IOException {
        Pair pair = new Pair("TLSv1.3");

        pair.readAll();

        assertThat(pair.client.answers()).isZero();
    }

    @Test
    void whatThePeerAsksIsAnsweredAndIsNoAnswer() throws IOException {
        Pair pair = new Pair("TLSv1.3");
        pair.readAll();

        for (int i = 0; i < 5; i++) {
            pair.peer.askForKeys();
            pair.readAll();
            pair.client.write(ByteBuffer.wrap(bytes(10)));
        }

        assertThat(pair.client.answers()).isZero();
        assertThat(pair.peer.received.size()).isEqualTo(50);
    }

    @Test
    void thereIsNothingToAskInTls12() {
        assertThat(new Pair("TLSv1.2").client.canAsk()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theEndComesBehindEverythingThatWasWritten(String version) throws IOException {
        Pair pair = new Pair(version);
        pair.client.write(ByteBuffer.wrap(Bytes.of("the last")));
        pair.peer.room(3);
        assertThat(pair.client.sayGoodbye()).isFalse();
        assertThat(pair.peer.isEnded()).isFalse();
        assertThat(pair.client.canAsk()).isFalse();

        pair.peer.room(1_000);

        assertThat(pair.client.sayGoodbye()).isTrue();
        assertThat(pair.peer.isEnded()).isTrue();
        assertThat(pair.peer.received.toString(StandardCharsets.UTF_8)).isEqualTo("the last");
    }

    @Test
    void anotherHandshakeInTls12DelaysBytesAndLosesNone() throws IOException {
        Pair pair = new Pair("TLSv1.2");
        int before = pair.peer.tasks();
        pair.peer.askForKeys();
        ByteBuffer bytes = ByteBuffer.wrap(bytes(100_000));

        Await.until("the bytes", () -> {
            try {
                pair.readAll();
                pair.client.write(bytes);
                return !bytes.hasRemaining();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        assertThat(pair.peer.received.toByteArray()).isEqualTo(bytes.array());
        assertThat(pair.peer.tasks()).as("there was another handshake").isGreaterThan(before);
    }

    /** JSSE promises nothing about an engine that is used while its task runs. */
    @Test
    void theEngineIsLeftAloneWhileItsTaskRuns() throws Exception {
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        SSLEngine plain = context.createSSLEngine("localhost", 1);
        plain.setUseClientMode(true);
        GuardedEngine guarded = new GuardedEngine(plain);
        TlsEngine client =
                new TlsEngine(guarded, new MemoryPeer(server), new HandshakeTasks(Thread::new, () -> {}), new Answer());
        while (guarded.begun.getCount() > 0) {
            client.makeReady();
        }

        for (int i = 0; i < 100; i++) {
            assertThat(client.makeReady()).isFalse();
            assertThat(client.isWaitingForTask()).isTrue();
            assertThat(client.write(ByteBuffer.allocate(1))).isZero();
            assertThat(client.read()).isEqualTo(TlsInput.Step.NOTHING);
            assertThat(client.holdsRecord()).isFalse();
            assertThat(client.canAsk()).isFalse();
            assertThat(client.sayGoodbye()).isFalse();
        }
        guarded.mayEnd.countDown();
        Await.until("the handshake", () -> {
            try {
                return client.makeReady();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        assertThat(guarded.intrusions).hasValue(0);
    }
}
