// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.internal.net.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;

/** The server's side of TLS in memory, behind a channel that takes so many bytes and no more. Confined to one thread. */
final class MemoryPeer implements ByteChannel {
    private static final int CAPACITY = 1 << 20;

    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(CAPACITY);
    private final ByteBuffer out = ByteBuffer.allocate(CAPACITY);
    private final ByteBuffer plain = ByteBuffer.allocate(CAPACITY);
    private int room = Integer.MAX_VALUE;
    private boolean ended;
    private int tasks;

    MemoryPeer(SSLEngine engine) {
        this.engine = engine;
    }

    /** Makes a handshake between a client and a server. Returns the client's session. */
    static SSLSession handshake(SSLEngine client, SSLEngine server) throws IOException {
        TlsEngine engine =
                new TlsEngine(client, new MemoryPeer(server), new HandshakeTasks(Thread::new, () -> {}), new Answer());
        Await.until("the handshake", () -> {
            try {
                return engine.makeReady();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        return engine.session();
    }

    /** Takes so many more bytes. */
    void room(int bytes) {
        room = bytes;
    }

    boolean isFull() {
        return room == 0;
    }

    /** Returns whether the client's close_notify has come. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = Math.min(room, bytes.remaining());
        room -= count;
        in.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        serve();
        return count;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        serve();
        out.flip();
        int count = Math.min(out.remaining(), into.remaining());
        into.put(out.slice(out.position(), count));
        out.position(out.position() + count);
        out.compact();
        return count;
    }

    /** Does what the engine wants, and decrypts what is there. */
    private void serve() throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
                tasks++;
            }
            goesOn = engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP ? say() : hear();
        }
    }

    private boolean say() throws IOException {
        SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), out);
        return result.bytesProduced() > 0;
    }

    /** Returns how many tasks the peer has run. Each client's greeting is one, and in TLS 1.2 a part of what follows. */
    int tasks() {
        return tasks;
    }

    private boolean hear() throws IOException {
        in.flip();
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(in, plain);
        } finally {
            in.compact();
        }
        received.write(plain.array(), 0, plain.position());
        ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
        return result.bytesConsumed() > 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
    }

    /** Has the peer ask for new keys of both sides. */
    void askForKeys() throws IOException {
        engine.beginHandshake();
        say();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
