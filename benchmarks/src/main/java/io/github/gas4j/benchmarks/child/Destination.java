// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.nio.ByteBuffer;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.layout.ByteBufferDestinationHelper;
import org.apache.logging.log4j.core.util.Constants;

/**
 * One thread's bytes of an event, or the last of them; no larger than with Log4j's own appenders, since every thread has one.
 * Not thread-safe.
 */
final class Destination implements ByteBufferDestination {
    private final ByteBuffer bytes = ByteBuffer.allocate(Constants.ENCODER_BYTE_BUFFER_SIZE);
    private int drained;

    /** Makes room for an event. */
    void clear() {
        bytes.clear();
        drained = 0;
    }

    /** Uses what the event has become; returns how many bytes that are. */
    int consume() {
        Consumed.consume(bytes.array(), bytes.position());
        return drained + bytes.position();
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return bytes;
    }

    @Override
    public ByteBuffer drain(ByteBuffer full) {
        drained += full.position();
        full.clear();
        return full;
    }

    @Override
    public void writeBytes(ByteBuffer data) {
        ByteBufferDestinationHelper.writeToUnsynchronized(data, this);
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        ByteBufferDestinationHelper.writeToUnsynchronized(data, offset, length, this);
    }
}
