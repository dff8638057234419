// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.core.internal.util.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Reads and decrypts what the peer of a connection sends, and discards it, except the first bytes.
 *
 * <p>Confined to the sender's thread.
 */
final class TlsInput {
    /** Result of reading one record. */
    enum Step {
        /** There is no whole record. */
        NOTHING,
        /** One record has been read. */
        RECORD,
        /** The peer has ended its side, with a close_notify or with a FIN alone. */
        ENDED
    }

    private static final int MOST_PRINTED = 80;
    /** A record begins with its type, its version and its length, of one, two and two bytes. */
    private static final int HEADER_BYTES = 5;

    private static final int LENGTH_AT = 3;

    /** Size of a record with a KeyUpdate: 5 bytes of header, 5 of content, 1 of type and 16 of authentication. */
    private static final int KEY_UPDATE_BYTES = 27;
    /** The same with the padding that JSSE adds. */
    private static final int PADDED_KEY_UPDATE_BYTES = 43;

    private final SSLEngine engine;
    private final ReadableByteChannel channel;
    private final Answer answer;
    /** Encrypted bytes, from 0 to the position. */
    private ByteBuffer encrypted;

    private ByteBuffer plain;
    /** Whether the peer's FIN was read. */
    private boolean ended;
    /** Whether the peer's close_notify was read. */
    private boolean notified;

    private long keyUpdates;
    private long ownRequests;
    private long reads;

    TlsInput(SSLEngine engine, ReadableByteChannel channel, Answer answer) {
        this.engine = engine;
        this.channel = channel;
        this.answer = answer;
        encrypted = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** Reads one record, as far as it has arrived. Throws if it is forged, or tells of a fatal alert. */
    Step next() throws IOException {
        if (ended || notified) {
            return Step.ENDED;
        }
        SSLEngineResult result = decrypt();
        while (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            int read = read();
            if (read <= 0) {
                ended = read < 0;
                return ended ? Step.ENDED : Step.NOTHING;
            }
            result = decrypt();
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            notified = true;
            return Step.ENDED;
        }
        if (isKeyUpdate(result)) {
            keyUpdates++;
        } else if (result.bytesProduced() > 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            ownRequests++; // the engine has reached the limit of a key
        }
        return result.bytesConsumed() == 0 && result.bytesProduced() == 0 ? Step.NOTHING : Step.RECORD;
    }

    /**
     * Returns whether a record was a KeyUpdate that needs no answer, which is an answer itself. JSSE does not tell, but no
     * other record of a few bytes has no content: a session ticket is longer.
     */
    private static boolean isKeyUpdate(SSLEngineResult result) {
        return result.bytesProduced() == 0
                && result.getHandshakeStatus() == HandshakeStatus.FINISHED
                && (result.bytesConsumed() == KEY_UPDATE_BYTES || result.bytesConsumed() == PADDED_KEY_UPDATE_BYTES);
    }

    /** Returns how many key updates the peer has sent that need no answer. */
    long keyUpdates() {
        return keyUpdates;
    }

    /** Returns how many requests for new keys of both sides the engine has decided on by itself. */
    long ownRequests() {
        return ownRequests;
    }

    /** Returns how often the channel was read. */
    long reads() {
        return reads;
    }

    /** Returns whether a whole record has left the kernel and is not decrypted yet. */
    boolean holdsRecord() {
        int held = encrypted.position();
        return held >= HEADER_BYTES && held >= HEADER_BYTES + Short.toUnsignedInt(encrypted.getShort(LENGTH_AT));
    }

    /** Returns whether the peer has ended its side with a close_notify. */
    boolean isNotified() {
        return notified;
    }

    /** Reads up to the peer's FIN without decrypting. */
    Step skip() throws IOException {
        if (!ended) {
            encrypted.clear();
            int read = read();
            ended = read < 0;
            if (read > 0) {
                return Step.RECORD;
            }
        }
        return ended ? Step.ENDED : Step.NOTHING;
    }

    /** Returns the bytes that are not decrypted, as printable text, or "" if there are none. */
    String received() {
        ByteBuffer rest = encrypted.duplicate().flip();
        return rest.hasRemaining() ? Printable.quoted(rest.limit(Math.min(rest.limit(), MOST_PRINTED))) : "";
    }

    private SSLEngineResult decrypt() throws IOException {
        plain.clear();
        encrypted.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(encrypted, plain);
        } finally {
            encrypted.compact();
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            plain = ByteBuffer.allocate(plain.capacity() + engine.getSession().getApplicationBufferSize());
            return decrypt();
        }
        answer.add(plain.flip());
        return result;
    }

    private int read() throws IOException {
        if (!encrypted.hasRemaining()) { // the record is larger than the engine thought before
            encrypted = ByteBuffer.allocate(
                            encrypted.capacity() + engine.getSession().getPacketBufferSize())
                    .put(encrypted.flip());
        }
        reads++;
        return channel.read(encrypted);
    }
}
