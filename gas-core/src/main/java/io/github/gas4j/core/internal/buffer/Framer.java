// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.Framing;
import java.nio.ByteBuffer;

/**
 * Turns an event's bytes into a frame, straight into the buffer: it counts first how long the frame will be, so that
 * nothing is copied twice and no scratch memory is needed.
 *
 * <p>Thread-safe: immutable, but for what the check of the layout remembers.
 */
public final class Framer {
    /** {@link #append} was given an event larger than {@code maxEventSize}. */
    static final long TOO_LARGE = -3;
    /**
     * {@link #append} failed half-way: the stack was at its end, or the bytes changed while they were read. The sender will
     * count the event as dropped, for this thread may have no stack left to do so.
     */
    static final long FAILED = -4;

    private static final String CHANGED = "the bytes changed while they were read";

    private final Framing framing;
    private final Escape escape;
    private final int maxEventBytes;
    private final LayoutCheck check;

    public Framer(Framing framing, boolean escapeNewlines, int maxEventBytes) {
        this(framing, escapeNewlines, maxEventBytes, LayoutCheck.OFF);
    }

    public Framer(Framing framing, boolean escapeNewlines, int maxEventBytes, LayoutCheck check) {
        this.framing = framing;
        this.maxEventBytes = maxEventBytes;
        this.check = check;
        escape = framing == Framing.NUL ? Escape.NULS : escapeNewlines ? Escape.NEWLINES : Escape.NOTHING;
    }

    /**
     * Appends one event as one frame.
     *
     * @return the position after the record, or {@link FrameBuffer#FULL}, {@link FrameBuffer#SEALED}, {@link #TOO_LARGE} or
     *     {@link #FAILED}
     */
    public long append(FrameBuffer buffer, byte[] bytes, int offset, int length) {
        int end = trimmedEnd(bytes, offset, length);
        long body = bodyBytes(bytes, offset, end, offset + length);
        if (body > maxEventBytes) {
            return TOO_LARGE;
        }
        int frameBytes = (int) body + delimiterBytes((int) body);
        long size = FrameBuffer.recordBytes(frameBytes);
        buffer.cancelTorn();
        // from the claim to the end of the commit nothing may fail outside of the try block
        long record = buffer.claim(frameBytes);
        if (record < 0) {
            return record;
        }
        int counted = 0;
        try {
            buffer.count();
            counted = 1;
            buffer.begin(record, frameBytes);
            long at = putPrefix(buffer, record + FrameBuffer.HEADER_BYTES, (int) body);
            putBody(buffer, at, bytes, offset, end, at + body);
            putSuffix(buffer, at + body);
            buffer.commit(record, frameBytes);
            return record + size;
        } catch (RuntimeException | Error failed) {
            synchronized (buffer) { // else the consumer would wait for the record for ever
                if (buffer.tornCount == buffer.torn.length) {
                    buffer.cancelTorn(); // so many fail together for want of memory, not of stack
                }
                int count = buffer.tornCount;
                buffer.torn[count] = record;
                buffer.torn[count + 1] = frameBytes;
                buffer.torn[count + 2] = counted;
                buffer.tornCount = count + FrameBuffer.TORN_NUMBERS;
            }
            return FAILED;
        }
    }

    /** Frames bytes outside the buffer, for the header and the footer; nothing becomes nothing. */
    public byte[] frame(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        FrameBuffer scratch = new FrameBuffer(FrameBuffer.recordBytes(12 + bytes.length * (long) Escape.LONGEST_BYTES));
        append(scratch, bytes, 0, bytes.length);
        byte[] frame = new byte[scratch.frameBytes(0)];
        scratch.get(0, 0, ByteBuffer.wrap(frame), frame.length);
        return frame;
    }

    /**
     * Where the event ends without the delimiters that a layout puts there: one newline and, where the framing's own
     * delimiter is NUL, one NUL, in either order.
     */
    private int trimmedEnd(byte[] bytes, int offset, int length) {
        int all = offset + length;
        if (framing == Framing.NONE) {
            return all;
        }
        int end = withoutNewline(bytes, offset, all);
        if (framing != Framing.NUL || end == offset || bytes[end - 1] != 0) {
            return end;
        }
        return end == all ? withoutNewline(bytes, offset, end - 1) : end - 1;
    }

    private static int withoutNewline(byte[] bytes, int offset, int end) {
        if (end == offset || bytes[end - 1] != '\n') {
            return end;
        }
        return end - offset > 1 && bytes[end - 2] == '\r' ? end - 2 : end - 1;
    }

    /** Returns how long the event is with its escapes; {@code all} is where it ends with the layout's delimiters. */
    private long bodyBytes(byte[] bytes, int offset, int end, int all) {
        int escaped = escape.next(bytes, offset, end);
        if (check.wants(escaped < end)) {
            check.look(bytes, offset, all, escaped);
        }
        return (long) end - offset + escape.addedBytes(bytes, escaped, end);
    }

    /** Bytes that the framing adds; an empty event is nothing on the wire where the framing has no word for it. */
    private int delimiterBytes(int body) {
        return switch (framing) {
            case NEWLINE, NUL -> 1;
            case OCTET_COUNTING -> body == 0 ? 0 : decimalDigits(body) + 1;
            case LENGTH_PREFIX -> 4;
            case NONE -> 0;
        };
    }

    private long putPrefix(FrameBuffer buffer, long start, int body) {
        if (framing == Framing.LENGTH_PREFIX) {
            for (int i = 0; i < 4; i++) {
                buffer.put(start + i, (byte) (body >>> (24 - 8 * i)));
            }
            return start + 4;
        }
        if (framing != Framing.OCTET_COUNTING || body == 0) {
            return start;
        }
        int digits = decimalDigits(body);
        int rest = body;
        for (int i = digits - 1; i >= 0; i--) {
            buffer.put(start + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        buffer.put(start + digits, (byte) ' ');
        return start + digits + 1;
    }

    /** Copies the event, which must end at {@code limit}. It is searched again only if something in it is escaped. */
    private void putBody(FrameBuffer buffer, long start, byte[] bytes, int offset, int end, long limit) {
        long at = start;
        int from = offset;
        boolean plainly = limit - start == end - offset;
        for (int i = plainly ? end : escape.next(bytes, from, end); i < end; i = escape.next(bytes, from, end)) {
            byte[] replacement = escape.replacement(bytes[i]);
            int plain = i - from;
            if (at + plain + replacement.length > limit) {
                throw new IllegalStateException(CHANGED);
            }
            buffer.put(at, bytes, from, plain);
            buffer.put(at + plain, replacement, 0, replacement.length);
            at += plain + replacement.length;
            from = i + 1;
        }
        if (at + end - from != limit) {
            throw new IllegalStateException(CHANGED);
        }
        buffer.put(at, bytes, from, end - from);
    }

    private void putSuffix(FrameBuffer buffer, long at) {
        if (framing == Framing.NEWLINE) {
            buffer.put(at, (byte) '\n');
        } else if (framing == Framing.NUL) {
            buffer.put(at, (byte) 0);
        }
    }

    private static int decimalDigits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
