// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import org.jspecify.annotations.Nullable;

/**
 * Where each frame of the buffer stands: below {@code released} it is gone, below {@code sent} it has been written to the
 * present connection, below {@code touched} some byte of it had gone to an earlier one. Replay is nothing but setting
 * {@code sent} back to {@code released}; every way a frame can end is {@link #advance}.
 *
 * <p>Confined to the sender's thread.
 */
final class Ledger {
    private final Counters counters;
    private FrameBuffer buffer;
    private long sent;
    private long touched;

    Ledger(FrameBuffer buffer, Counters counters) {
        this.buffer = buffer;
        this.counters = counters;
        sent = buffer.released();
        touched = sent;
    }

    FrameBuffer buffer() {
        return buffer;
    }

    /** Goes on with another buffer that holds the same frames at the same positions. */
    void moveTo(FrameBuffer other) {
        buffer = other;
    }

    long released() {
        return buffer.released();
    }

    long sent() {
        return sent;
    }

    long unsentBytes() {
        return buffer.tail() - sent;
    }

    boolean hasUnconfirmed() {
        return sent > buffer.released();
    }

    /** Counts the frames that are going to be written again. */
    long framesToReplay() {
        long frames = 0;
        for (long at = sent; at < touched; at += FrameBuffer.recordBytes(buffer.frameBytes(at))) {
            frames++;
        }
        return frames;
    }

    /** Counts the frames up to {@code to} as wholly written to the present connection. */
    void written(long to) {
        long frames = 0;
        long again = 0;
        while (sent < to) {
            again += sent < touched ? 1 : 0;
            sent += FrameBuffer.recordBytes(buffer.frameBytes(sent));
            frames++;
        }
        counters.written.add(frames);
        counters.replayed.add(again);
        counters.sent.add(frames);
    }

    /**
     * The connection is lost: what is not released will be written again.
     *
     * @param wireEnd the end of the last frame of which any byte has gone to the connection
     */
    void rewind(long wireEnd) {
        if (wireEnd > sent && sent < touched) {
            counters.replayed.increment(); // written again in part, which may be enough for the receiver
        }
        touched = Math.max(touched, Math.max(sent, wireEnd));
        sent = released();
        counters.sent.add(counters.freed.sum() - counters.sent.sum());
    }

    /** Returns the first frame boundary at or above a position, or the last one known below it. */
    long boundaryFrom(long position) {
        long at = released();
        long tail = buffer.tail();
        while (at < position && at < tail) {
            int length = buffer.frameBytes(at);
            if (length < 0) {
                return at;
            }
            at += FrameBuffer.recordBytes(length);
        }
        return at;
    }

    /**
     * Frees the frames that end at or below a position; the only way out of the buffer.
     *
     * @param to as far as frames are committed
     * @param reason why they are dropped, or null if they count as delivered
     */
    void advance(long to, @Nullable DropReason reason) {
        long from = released();
        long at = from;
        long frames = 0;
        long bytes = 0;
        long mayHaveArrived = 0;
        while (at < to) {
            int length = buffer.frameBytes(at);
            long next = at + FrameBuffer.recordBytes(length);
            if (length < 0 || next > to) {
                break;
            }
            mayHaveArrived += at < Math.max(sent, touched) ? 1 : 0;
            frames++;
            bytes += length;
            at = next;
        }
        if (frames == 0) {
            return;
        }
        if (reason == null) {
            counters.released.add(frames);
        } else {
            counters.drop(reason, frames, bytes, mayHaveArrived);
        }
        counters.freed.add(frames);
        if (at > sent) {
            sent = at;
            counters.sent.add(counters.freed.sum() - counters.sent.sum());
        }
        buffer.release(at);
    }

    /** Counts what is left at the end as {@link DropReason#SHUTDOWN}, frames included that no one ever committed. */
    void abandon() {
        advance(buffer.tail(), DropReason.SHUTDOWN);
        long stuck = 0;
        long at = released();
        long tail = buffer.tail();
        while (at < tail) {
            int length = buffer.claimedBytes(at);
            stuck++;
            // a header that is not written yet hides what is behind it: at least what was appended is known
            at = length < 0 ? tail : at + FrameBuffer.recordBytes(length);
        }
        if (stuck > 0) {
            long behind = counters.appended.sum() - counters.freed.sum();
            counters.drop(DropReason.SHUTDOWN, Math.max(stuck, behind), 0, 0);
        }
    }
}
