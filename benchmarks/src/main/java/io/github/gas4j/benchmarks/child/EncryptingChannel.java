// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * The floor of TLS: the engine's records, as many as there are in what is written, in one write to a socket that blocks.
 * Nothing is read after the handshake.
 *
 * <p>Not thread-safe.
 */
final class EncryptingChannel implements WritableByteChannel {
    /** Records for 64 KiB, because one holds a little less than 16 KiB. */
    private static final int RECORDS = 5;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ByteBuffer encrypted;

    private EncryptingChannel(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        encrypted = ByteBuffer.allocate(RECORDS * engine.getSession().getPacketBufferSize());
    }

    /** Shakes hands over a connected socket; trusts what the system properties say. */
    static EncryptingChannel over(SocketChannel socket) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            EncryptingChannel channel = new EncryptingChannel(socket, engine);
            channel.shakeHands();
            return channel;
        } catch (NoSuchAlgorithmException noDefault) {
            throw new IOException(noDefault);
        }
    }

    private void shakeHands() throws IOException {
        ByteBuffer received = ByteBuffer.allocate(encrypted.capacity()).limit(0);
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
        for (HandshakeStatus status = engine.getHandshakeStatus();
                status != HandshakeStatus.NOT_HANDSHAKING;
                status = engine.getHandshakeStatus()) {
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> send(NOTHING);
                default -> receive(received, plain);
            }
        }
    }

    private void receive(ByteBuffer received, ByteBuffer plain) throws IOException {
        if (engine.unwrap(received, plain).getStatus() == Status.BUFFER_UNDERFLOW) {
            received.compact();
            if (socket.read(received) < 0) {
                throw new IOException("the sink has closed the connection");
            }
            received.flip();
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            send(bytes);
        }
        return length;
    }

    /** Encrypts until there is nothing left or no room, and writes all of it. */
    private void send(ByteBuffer bytes) throws IOException {
        encrypted.clear();
        Status status;
        do {
            status = engine.wrap(bytes, encrypted).getStatus();
        } while (bytes.hasRemaining() && status == Status.OK);
        encrypted.flip();
        while (encrypted.hasRemaining()) {
            socket.write(encrypted);
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
