// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Encrypts what a connection writes. Bytes that the engine has consumed are not in the kernel yet, so this class remembers
 * where each record ends: the bytes of a record count as written when the channel has taken the last byte of the record,
 * because the peer can decrypt only a whole one.
 *
 * <p>Confined to the sender's thread.
 */
final class TlsOutput {
    /** Records for a batch of 64 KiB, because a record of TLS 1.3 holds a little less than 16 KiB here. */
    private static final int MOST_RECORDS = 5;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final WritableByteChannel channel;
    /** Records that wait for the channel. On the heap, where the JDK encrypts faster. */
    private ByteBuffer encrypted;

    /** For each record, the position in {@code encrypted} at which it ends, and the number of plain bytes in it. */
    private final int[] ends = new int[MOST_RECORDS];

    private final int[] plain = new int[MOST_RECORDS];
    private int records;
    /** The first record that has not been taken whole. */
    private int first;

    private long taken;
    /** Requests for new keys that the engine decided on while it encrypted. */
    private long ownRequests;

    TlsOutput(SSLEngine engine, WritableByteChannel channel) {
        this.engine = engine;
        this.channel = channel;
        encrypted = room();
    }

    /** Returns how many encrypted bytes the channel has taken. */
    long taken() {
        return taken;
    }

    /** Returns how many requests for new keys of both sides the engine has decided on by itself. */
    long ownRequests() {
        return ownRequests;
    }

    /** Returns whether the channel has taken everything that was encrypted. */
    boolean isFlushed() {
        return !encrypted.hasRemaining();
    }

    /** Writes as {@link io.github.gas4j.core.internal.net.Connection#write} says. */
    int write(ByteBuffer bytes) throws IOException {
        int from = bytes.position();
        while (bytes.hasRemaining()) {
            if (isFlushed() && !encrypt(bytes)) {
                break; // the engine has to go on with a handshake first
            }
            flush();
            bytes.position(bytes.position() + plainBytesTaken());
            if (!isFlushed()) {
                break;
            }
        }
        return bytes.position() - from;
    }

    /**
     * Encrypts what the engine has to say itself: a part of a handshake, a key update, an alert, its end. It goes behind what
     * waits. Returns false if there was nothing, or no room.
     */
    boolean encryptOwn() throws SSLException {
        if (isFlushed()) {
            begin();
            encrypted.limit(0);
        }
        int flushed = encrypted.position();
        encrypted.position(encrypted.limit()).limit(encrypted.capacity());
        try {
            SSLEngineResult result = engine.wrap(NOTHING, encrypted);
            if (result.getStatus() == Status.BUFFER_OVERFLOW && encrypted.position() == 0) {
                encrypted = room().clear();
                result = engine.wrap(NOTHING, encrypted);
            }
            return result.bytesProduced() > 0;
        } finally {
            encrypted.limit(encrypted.position()).position(flushed);
        }
    }

    /** Flushes what the engine said itself. Does nothing if a caller's bytes wait, which {@link #write} has to account for. */
    boolean flushOwn() throws IOException {
        if (records == 0) {
            flush();
        }
        return isFlushed();
    }

    private void flush() throws IOException {
        if (encrypted.hasRemaining()) {
            taken += channel.write(encrypted);
        }
    }

    /** Encrypts bytes without moving over them. Returns whether the engine took any, or had to say something first. */
    private boolean encrypt(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        begin();
        try {
            while (bytes.hasRemaining() && records < MOST_RECORDS) {
                SSLEngineResult result = engine.wrap(bytes, encrypted);
                if (result.getStatus() == Status.CLOSED) {
                    throw new EOFException("the connection is already ended");
                }
                if (result.getStatus() == Status.BUFFER_OVERFLOW && encrypted.position() == 0) {
                    encrypted = room().clear();
                } else if (result.bytesProduced() == 0) {
                    break; // full, or in a handshake
                } else {
                    plain[records] = result.bytesConsumed();
                    if (result.bytesConsumed() > 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                        ownRequests++; // it has reached the limit of a key
                    }
                    ends[records] = encrypted.position();
                    records++;
                }
            }
        } finally {
            encrypted.flip();
            bytes.position(start);
        }
        return encrypted.hasRemaining();
    }

    private void begin() {
        encrypted.clear();
        records = 0;
        first = 0;
    }

    /** Returns how many plain bytes were in the records that the channel has taken whole since the last call. */
    private int plainBytesTaken() {
        int bytes = 0;
        while (first < records && ends[first] <= encrypted.position()) {
            bytes += plain[first++];
        }
        if (first == records) {
            records = 0;
            first = 0;
        }
        return bytes;
    }

    /** Returns empty memory that is large enough for the engine. */
    private ByteBuffer room() {
        return ByteBuffer.allocate(MOST_RECORDS * engine.getSession().getPacketBufferSize())
                .limit(0);
    }
}
