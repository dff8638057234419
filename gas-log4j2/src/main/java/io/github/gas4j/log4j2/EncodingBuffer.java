// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.nio.ByteBuffer;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;

/**
 * The bytes of one event while a layout writes them. It grows instead of draining: Log4j's encoders hand over a long
 * event in pieces, and here they belong together.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
final class EncodingBuffer implements ByteBufferDestination {
    private static final int INITIAL_BYTES = 4 << 10;
    /** The longest array that every JVM allocates. */
    private static final int LONGEST_BYTES = Integer.MAX_VALUE - 8;

    private ByteBuffer bytes = ByteBuffer.allocate(INITIAL_BYTES);

    /** Forgets what was written. */
    void clear() {
        bytes.clear();
    }

    /** Returns the array that holds the event from index 0 to {@link #length()}. */
    byte[] array() {
        return bytes.array();
    }

    int length() {
        return bytes.position();
    }

    int capacity() {
        return bytes.capacity();
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
