// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.Framing;
import java.nio.ByteBuffer;

/**
 * Turns events into frames: escapes what must not stand inside a frame, and adds the delimiter or the length. The framer
 * computes the length of a frame first and then writes it straight into the buffer, so nothing is copied twice.
 *
 * <p>Thread-safe: immutable, except for what the check of the layout remembers.
 */
public final class Framer {
    /** The result of {@link #append} for an event larger than {@code maxEventSize}. */
    static final long TOO_LARGE = -3;
    /** No framing adds more: the ten digits of the greatest length, and a space. */
    private static final int MOST_DELIMITER_BYTES = 12;

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

    /** Appends one event as one frame, if nothing is known of its bytes. */
    public long append(FrameBuffer buffer, byte[] bytes, int offset, int length) {
        return append(buffer, bytes, offset, length, 0);
    }

    /**
     * Appends one event as one frame.
     *
     * @param plain how many bytes are certainly neither LF, CR nor NUL; a lower bound, which may be negative
     * @return the position after the record, or {@link FrameBuffer#FULL}, {@link FrameBuffer#SEALED}, {@link #TOO_LARGE} or
     *     {@link Records#FAILED}
     */
    public long append(FrameBuffer buffer, byte[] bytes, int offset, int length, int plain) {
        int end = trimmedEnd(bytes, offset, length);
        boolean plainly = plain == end - offset;
        long body = bodyBytes(bytes, offset, end, offset + length, plainly);
        if (body > maxEventBytes) {
            return TOO_LARGE;
        }
        int bodyBytes = (int) body;
        return buffer.records().append(this, bytes, offset, end, bodyBytes, bodyBytes + delimiterBytes(bodyBytes));
    }

    /**
     * Copies a frame into a claimed record. Called by {@link Records#append}.
     *
     * @param position where the frame begins
     * @param bytes hold the event, from {@code offset} to {@code end}
     * @param bodyBytes length of the event with its escapes
     * @throws IllegalStateException if the bytes have changed since they were measured
     */
    void copy(FrameBuffer buffer, long position, byte[] bytes, int offset, int end, int bodyBytes) {
        long at = putPrefix(buffer, position, bodyBytes);
        putBody(buffer, at, bytes, offset, end, at + bodyBytes);
        putSuffix(buffer, at + bodyBytes);
    }

    /** Returns bytes as a frame, for the header and the footer of a connection. Empty bytes stay empty. */
    public byte[] frame(byte[] bytes) {
        return bytes.length == 0 ? bytes : frameAlways(bytes);
    }

    /** Does the same, but empty bytes become the frame of an empty event, which may be empty as well. */
    public byte[] frameAlways(byte[] bytes) {
        long longest = MOST_DELIMITER_BYTES + bytes.length * (long) Escape.LONGEST_BYTES;
        FrameBuffer scratch = DirectRing.allocate(Records.recordBytes(longest), new Counters());
        append(scratch, bytes, 0, bytes.length);
        byte[] frame = new byte[scratch.frameBytes(0)];
        scratch.get(0, 0, ByteBuffer.wrap(frame), frame.length);
        return frame;
    }

    /**
     * Returns where the event ends without the delimiters of its layout: one newline and, if the framing's own delimiter is
     * NUL, one NUL, in either order.
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

    /** Returns the length of the event with its escapes. It ends at {@code all} if the layout's delimiters are included. */
    private long bodyBytes(byte[] bytes, int offset, int end, int all, boolean plainly) {
        int escaped = plainly ? end : escape.next(bytes, offset, end);
        if (check.wants(escaped < end)) {
            check.look(bytes, offset, all, escaped);
        }
        return (long) end - offset + escape.addedBytes(bytes, escaped, end);
    }

    /** Returns how many bytes the framing adds. OCTET_COUNTING cannot express an empty event and writes nothing for it. */
    private int delimiterBytes(int body) {
        return switch (framing) {
            case NEWLINE, NUL -> 1;
            case CRLF -> 2;
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

    /** Copies the event, which must end at {@code limit}. Searches it again only if something in it is escaped. */
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
        switch (framing) {
            case NEWLINE -> buffer.put(at, (byte) '\n');
            case CRLF -> {
                buffer.put(at, (byte) '\r');
                buffer.put(at + 1, (byte) '\n');
            }
            case NUL -> buffer.put(at, (byte) 0);
            case OCTET_COUNTING, LENGTH_PREFIX, NONE -> {
                // the length is in front, or the layout has written it all
            }
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
