// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Records;
import io.github.gas4j.core.internal.net.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Frames on their way from the buffer to one connection, at most 64 KiB at a time. They are copied into memory of their own,
 * because one large write costs far less than many small ones, and in the ring the frames are separated by headers. A larger
 * frame is written in parts.
 *
 * <p>Confined to the sender's thread.
 */
public final class Batch {
    static final int CAPACITY = 1 << 16;

    private final ByteBuffer staging = ByteBuffer.allocateDirect(CAPACITY).limit(0);
    /** The layout's header or footer, or a heartbeat, written before the staged frames. */
    private ByteBuffer control = ByteBuffer.allocate(0);
    /** The record in which the staged bytes begin. */
    private long first;
    /** How many bytes of that record went with earlier batches. */
    private int firstAt;
    /** The record to stage next. */
    private long next;
    /** How many bytes of that record are staged already. */
    private int nextAt;
    /** Events that end in what is staged. */
    private long events;
    /** Size of the last frame of the connection that was staged whole. */
    private int lastBytes;
    // The largest frame that was staged and has not left the buffer.
    private int largestBytes;
    private long largestEnd;
    // What had gone to the connection when it was lost.
    private long wholeEnd;
    private long wireEnd;

    /** Forgets everything and begins at a frame boundary, after the bytes of {@code prelude}. */
    void restart(long position, byte[] prelude) {
        staging.clear().limit(0);
        first = position;
        next = position;
        firstAt = 0;
        nextAt = 0;
        events = 0;
        lastBytes = 0;
        control = ByteBuffer.wrap(prelude);
    }

    /** Adds bytes that belong to no frame of the buffer. Called only while nothing is pending. */
    void addControl(ByteBuffer bytes) {
        control = bytes;
    }

    /** Returns whether every byte that was staged has been written. */
    boolean isWritten() {
        return !staging.hasRemaining() && !control.hasRemaining();
    }

    /** Returns whether everything that was staged has been written, and ends with a whole frame. */
    boolean isAtBoundary() {
        return isWritten() && nextAt == 0;
    }

    /** Begins an empty batch after a written one. Returns the position up to which frames have been written whole. */
    long complete() {
        staging.clear().limit(0);
        first = next;
        firstAt = nextAt;
        events = 0;
        return next;
    }

    /** Returns how many events end in what is staged. */
    long events() {
        return events;
    }

    /** Returns the record to stage next. */
    long next() {
        return next;
    }

    /** Returns the position after everything that is staged. Frames below it are on their way, at least in part. */
    long stagedEnd(FrameBuffer buffer) {
        return nextAt > 0 ? buffer.next(next) : next;
    }

    /** Adapts the positions to a gap that was closed, which was not below {@link #stagedEnd}. */
    public void moveOver(Gap gap) {
        first = gap.moved(first);
        next = gap.moved(next);
        if (gap.holds(largestEnd - 1)) {
            forgetLargest();
        }
        largestEnd = gap.moved(largestEnd);
    }

    /** Returns the size of the last frame of the connection that was staged whole, or 0 before the first one. */
    int lastBytes() {
        return lastBytes;
    }

    /** Returns the size of the largest frame that was staged, or 0 if it is not known any more. */
    public int largestBytes() {
        return largestBytes;
    }

    /** Returns the position of that frame. */
    long largest() {
        return largestEnd - Records.recordBytes(largestBytes);
    }

    /** Returns the position after that frame. */
    public long largestEnd() {
        return largestEnd;
    }

    /** Forgets that frame, because it has left the buffer or another one will take its position. */
    public void forgetLargest() {
        largestBytes = 0;
    }

    /**
     * Stages frames from the buffer. Called only while nothing is pending. Batches end with a whole frame wherever they can,
     * because only between frames can the oldest events be evicted.
     *
     * @param end the position behind the last frame to stage, at most the tail
     * @param large the size from which a frame is staged alone
     * @return whether there was no room for more
     */
    boolean fill(FrameBuffer buffer, long end, int large) {
        staging.clear();
        boolean full = false;
        while (next < end && !full) {
            int header = buffer.header(next);
            int length = Records.frameBytesOf(header);
            if (length < 0 || (length >= large && staging.position() > 0)) {
                break;
            }
            if (length > largestBytes) {
                largestBytes = length;
                largestEnd = next + Records.recordBytesOf(header);
            }
            int left = length - nextAt;
            full = left > staging.remaining();
            if (!full) {
                buffer.get(next, nextAt, staging, left);
                events += Records.eventsOf(header);
                next += Records.recordBytesOf(header);
                nextAt = 0;
                lastBytes = length;
                if (length >= large) {
                    break;
                }
            } else if (staging.position() == 0) {
                buffer.get(next, nextAt, staging, CAPACITY);
                nextAt += CAPACITY;
            }
        }
        staging.flip();
        return full;
    }

    /** Returns whether an event begins with what is staged, and that with a digit. Looks at one byte. */
    boolean beginsWithDigit() {
        return staging.hasRemaining() && firstAt == 0 && staging.get(0) >= '0' && staging.get(0) <= '9';
    }

    /** Writes as much as the connection takes now. */
    void write(Connection connection) throws IOException {
        if (control.hasRemaining()) {
            connection.write(control);
        }
        if (!control.hasRemaining() && staging.hasRemaining()) {
            connection.write(staging);
        }
    }

    /** Finds out what of a pending batch had gone to the connection when it was lost. */
    void settle(FrameBuffer buffer) {
        long record = first;
        long at = firstAt;
        long bytes = staging.position();
        wholeEnd = first;
        while (record < next || (record == next && nextAt > 0)) {
            int length = buffer.frameBytes(record);
            if (bytes < length - at) {
                break;
            }
            bytes -= length - at;
            at = 0;
            record = buffer.next(record);
            wholeEnd = record;
        }
        boolean partly = at > 0 || bytes > 0;
        wireEnd = partly ? buffer.next(record) : wholeEnd;
    }

    /** Returns the end of the last frame that had gone whole. Called after {@link #settle}. */
    long wholeEnd() {
        return wholeEnd;
    }

    /** Returns the end of the last frame of which any byte had gone. Called after {@link #settle}. */
    long wireEnd() {
        return wireEnd;
    }
}
