// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one event while a layout writes them, or the text while a layout writes that. It grows instead of draining:
 * Log4j's encoders hand over a long event in pieces, and here they belong together.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
final class EncodingBuffer implements ByteBufferDestination {
    private static final int INITIAL_BYTES = 4 << 10;
    /** The longest array that every JVM allocates. */
    private static final int LONGEST_BYTES = Integer.MAX_VALUE - 8;

    private final StringBuilder text = new StringBuilder();
    /** A piece of the text, for encoders read only this: more than most events have, little beside what long ones need. */
    private final CharBuffer piece = CharBuffer.allocate(1 << 10);

    private ByteBuffer bytes = ByteBuffer.allocate(INITIAL_BYTES);
    private @Nullable CharsetEncoder encoder;

    /** The {@link ScratchPool}'s: where it took this from; negative if it was made anew. */
    int slot = -1;

    /** Forgets what was written. */
    void clear() {
        text.setLength(0);
        bytes.clear();
    }

    /** Returns the array that holds the event from index 0 to {@link #length()}. */
    byte[] array() {
        return bytes.array();
    }

    int length() {
        return bytes.position();
    }

    /** Returns the size in bytes of its largest part. */
    long capacity() {
        return Math.max(bytes.capacity(), (long) Character.BYTES * text.capacity());
    }

    /** Returns the text that {@link #encodeText} encodes, for a layout to append to. */
    StringBuilder text() {
        return text;
    }

    /** Appends the text's bytes, with a question mark for what the charset does not have. */
    void encodeText(Charset charset) {
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
            encoded += piece.position(); // the first half of a pair that two pieces share is left for the next one
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
        // full is our own buffer; an encoder may leave a few bytes of it that are too few for its next character
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
