// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The server's side of TLS. It reads ahead, as Node and Go do: bytes leave the kernel before anybody has asked for them, so
 * that only a client that proves more than the kernel's word keeps what a killed collector had read. Confined to the
 * collector's thread.
 */
final class TlsWire implements Wire {
    private static final int READ_AHEAD = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer encrypted = ByteBuffer.allocate(READ_AHEAD);
    private final ByteBuffer outgoing;
    private ByteBuffer plain;
    private boolean ended;

    TlsWire(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        outgoing = ByteBuffer.allocate(4 * engine.getSession().getPacketBufferSize());
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            serve();
            while (!plain.hasRemaining() && !ended && (decrypt() || fill())) {
                serve();
            }
        } catch (SSLException failed) {
            send(); // the alert that tells the peer why
            throw failed;
        }
        int count = Math.min(plain.remaining(), into.remaining());
        into.put(into.position(), plain, plain.position(), count);
        into.position(into.position() + count);
        plain.position(plain.position() + count);
        return count == 0 && ended ? -1 : count;
    }

    /** Reads ahead. Returns whether there was anything. */
    private boolean fill() throws IOException {
        int read = channel.read(encrypted);
        ended |= read < 0;
        return read > 0;
    }

    /** Decrypts one record. Returns whether that is to be tried again. */
    private boolean decrypt() throws IOException {
        encrypted.flip();
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(encrypted, plain);
        } finally {
            encrypted.compact();
            plain.flip();
        }
        switch (result.getStatus()) {
            case CLOSED -> ended = true;
            case BUFFER_OVERFLOW ->
                plain = ByteBuffer.allocate(2 * plain.capacity()).limit(0);
            default -> {}
        }
        return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW
                && (result.bytesConsumed() > 0 || result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW);
    }

    /** Runs tasks and sends what the engine has to say. */
    private void serve() throws IOException {
        for (HandshakeStatus status = engine.getHandshakeStatus();
                status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
                status = engine.getHandshakeStatus()) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !send()) {
                return;
            }
        }
    }

    private boolean send() throws IOException {
        outgoing.clear();
        SSLEngineResult result = engine.wrap(NOTHING, outgoing);
        outgoing.flip();
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
        return result.bytesProduced() > 0;
    }

    @Override
    public boolean holdsBytes() {
        return plain.hasRemaining() || encrypted.position() > 0;
    }

    @Override
    public void sayGoodbye() {
        try {
            engine.closeOutbound();
            send();
        } catch (IOException lost) {
            // then nobody hears it
        }
    }
}
