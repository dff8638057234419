// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Asks a peer that has stopped to read, after the engine has changed its keys by itself. Confined to the main thread. */
final class KeyLimitMain {
    private static final int RECORDS = 3_000;

    private KeyLimitMain() {}

    public static void main(String[] arguments) throws IOException {
        Pki pki = new Pki(Path.of(arguments[0]), "ca");
        SSLContext context = pki.context(pki.issue("server", "localhost"));
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        SSLEngine engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        MemoryPeer peer = new MemoryPeer(server);
        TlsEngine client = new TlsEngine(engine, peer, new HandshakeTasks(Thread::new, () -> {}), new Answer());
        while (!client.makeReady()) {
            LockSupport.parkNanos(100_000);
        }
        for (int i = 0; i < RECORDS; i++) {
            client.write(ByteBuffer.allocate(1_000)); // one record at a time, so that its last byte is at the limit
            readAll(client);
        }
        long ofItself = client.answers();
        peer.room(0);
        long question = client.ask();
        readAll(client);
        System.out.println(ChildJvm.ANSWER + (ofItself > 0) + " " + (client.answers() < question));
    }

    private static void readAll(TlsEngine client) throws IOException {
        while (client.read() == TlsInput.Step.RECORD) {
            // until there is nothing more
        }
    }
}
