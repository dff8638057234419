// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import io.github.gas4j.core.internal.text.Pooled;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bytes of one event while a layout writes them, or its text if the layout writes text. It grows instead of
 * draining, because Log4j's encoders pass a long event in parts, which belong together here. A layout of our own writes
 * into the {@link #scratch()}, and the event's bytes are there then.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
public final class EncodingBuffer implements ByteBufferDestination, Pooled {
    private static final int INITIAL_BYTES = 4 << 10;
    /** Largest array that every JVM can allocate. */
    private static final int LONGEST_BYTES = Integer.MAX_VALUE - 8;

    private final Lease lease = new Lease();
    private final StringBuilder text = new StringBuilder();
    /** A part of the text, because encoders read only a {@code CharBuffer}. */
    private final CharBuffer piece = CharBuffer.allocate(1 << 10); // most events fit; long ones need far more anyway

    private ByteBuffer bytes = ByteBuffer.allocate(INITIAL_BYTES);
    private @Nullable CharsetEncoder encoder;
    /** Created for the first event that needs it. */
    private @Nullable Scratch scratch;

    private boolean isInScratch;

    /** Discards the bytes and the text. */
    @Override
    public void clear() {
        text.setLength(0);
        bytes.clear();
        if (scratch != null) {
            scratch.clear();
        }
        isInScratch = false;
    }

    /** Returns the array that holds the event from index 0 to {@link #length()}. */
    public byte[] array() {
        return isInScratch ? scratch().bytes().array() : bytes.array();
    }

    public int length() {
        return isInScratch ? scratch().bytes().length() : bytes.position();
    }

    /** Returns how many bytes are certainly neither LF, CR nor NUL: a lower bound, which may be negative. */
    public int plain() {
        return isInScratch ? scratch().bytes().plain() : 0;
    }

    /** Returns the size in bytes of the largest part. */
    @Override
    public long capacity() {
        long own = Math.max(bytes.capacity(), (long) Character.BYTES * text.capacity());
        return scratch == null ? own : Math.max(own, scratch.capacity());
    }

    /** Returns memory for a layout of our own. From now on until {@link #clear}, the event's bytes are those in it. */
    public Scratch scratch() {
        Scratch used = scratch;
        if (used == null) {
            used = new Scratch();
            scratch = used;
        }
        isInScratch = true;
        return used;
    }

    @Override
    public Lease lease() {
        return lease;
    }

    /** Returns the builder to which a layout appends the text for {@link #encodeText}. */
    public StringBuilder text() {
        return text;
    }

    /** Encodes the text and appends the bytes. Writes a question mark for each character that the charset lacks. */
    public void encodeText(Charset charset) {
        int length = text.length();
        makeRoomFor(length);
        CharsetEncoder using = encoder(charset).reset();
        int encoded = 0;
        do {
            int end = Math.min(length, encoded + piece.capacity());
            text.getChars(encoded, end, piece.array(), 0);
            piece.clear().limit(end - encoded);
            while (using.encode(piece, bytes, end == length).isOverflow()) {
                grow(bytes.capacity() + 1L);
            }
            encoded += piece.position(); // the first half of a pair that spans two parts stays for the next part
        } while (encoded < length);
        while (using.flush(bytes).isOverflow()) {
            grow(bytes.capacity() + 1L);
        }
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return bytes;
    }

    @Override
    public ByteBuffer drain(ByteBuffer full) {
        // full is this object's own buffer; an encoder may leave a few free bytes, too few for its next character
        grow(bytes.capacity() + 1L);
        return bytes;
    }

    @Override
    public void writeBytes(ByteBuffer data) {
        makeRoomFor(data.remaining());
        bytes.put(data);
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        makeRoomFor(length);
        bytes.put(data, offset, length);
    }

    private CharsetEncoder encoder(Charset charset) {
        CharsetEncoder made = encoder;
        if (made == null || !made.charset().equals(charset)) {
            made = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            encoder = made;
        }
        return made;
    }

    private void makeRoomFor(int length) {
        if (length > bytes.remaining()) {
            grow((long) bytes.position() + length);
        }
    }

    private void grow(long neededBytes) {
        if (neededBytes > LONGEST_BYTES) {
            throw new IllegalStateException("an event longer than " + LONGEST_BYTES + " bytes");
        }
        long doubled = Math.min(2L * bytes.capacity(), LONGEST_BYTES);
        ByteBuffer larger = ByteBuffer.allocate((int) Math.max(neededBytes, doubled));
        bytes.flip();
        larger.put(bytes);
        bytes = larger;
    }
}
