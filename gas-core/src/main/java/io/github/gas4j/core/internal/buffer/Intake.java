// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.Overflow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from application threads: admits an event, frames it, and appends it to the buffer, or drops and counts it.
 *
 * <p>Thread-safe. The admission is one immutable object behind a volatile field, which only the sender replaces. While the
 * sender replaces the buffer, the old one is sealed, and producers wait a moment for the new one.
 */
public final class Intake {
    /** Stands for a position in {@link #wakeSender}. */
    private static final long ANYWAY = -1;

    /** Takes what is a frame already. */
    private static final Framer AS_IT_IS = new Framer(Framing.NONE, false, Integer.MAX_VALUE);

    /** How long a producer waits before it looks again whether the buffer has been replaced. */
    private static final long REPLACEMENT_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Counters counters;
    private final Doorbell doorbell;
    private final RoomWait roomWait = new RoomWait();
    private final TailWatch watch = new TailWatch();
    private volatile Admission admission;
    private volatile boolean closed;
    /** The client's own thread, which must not wait for itself; null until it is started. */
    private volatile @Nullable Thread ownThread;

    public Intake(Admission admission, Counters counters, Doorbell doorbell) {
        this.admission = admission;
        this.counters = counters;
        this.doorbell = doorbell;
    }

    public FrameBuffer buffer() {
        return admission.buffer();
    }

    public void ownThread(Thread thread) {
        ownThread = thread;
    }

    /** Returns whether the caller is the client's own thread, as in a listener. */
    public boolean isOwnThread() {
        return Thread.currentThread() == ownThread;
    }

    /** Notes whether producers have appended anything. Called by the sender in each cycle. */
    public void watchTail(long now) {
        watch.tick(now, buffer().tail());
    }

    /** Returns whether anything was buffered within the last so many nanoseconds. */
    public boolean hasBufferedWithin(long nanos, long now) {
        return watch.hasMovedWithin(nanos, now, buffer().tail());
    }

    /** Returns whether an event may be offered. Counts it if not. An event that is shed takes nothing of the rate limit. */
    public boolean admits(int severity) {
        Admission now = admission;
        if (severity <= now.shedSeverity() && now.buffer().usedBytes() > now.shedBytes()) {
            count(DropReason.SHED, 0);
            return false;
        }
        RateLimit limit = now.rateLimit();
        return limit == null || admits(limit);
    }

    private boolean admits(RateLimit limit) {
        long time = limit.time();
        if (limit.admits(time)) {
            return true;
        }
        count(DropReason.RATE_LIMITED, 0, time); // a second look at a clock would double the cost
        return false;
    }

    /** Returns the rate limit in force, or null. */
    @Nullable
    RateLimit rateLimit() {
        return admission.rateLimit();
    }

    public boolean offer(byte[] bytes, int offset, int length) {
        DropReason refusal = tryOffer(bytes, offset, length, 0);
        if (refusal == null) {
            return true;
        }
        if (refusal != DropReason.ENCODING_FAILED) {
            count(refusal, length);
        }
        return false;
    }

    /**
     * Offers an event, and leaves it to the caller to count a refusal. Throws only if the event is not in the buffer.
     *
     * @param plain how many bytes are certainly neither LF, CR nor NUL
     * @return null if it was taken, why it was refused, or {@link DropReason#ENCODING_FAILED} if its record was aborted,
     *     which the sender counts
     */
    public @Nullable DropReason tryOffer(byte[] bytes, int offset, int length, int plain) {
        long end = admission.overflow() == Overflow.BLOCK
                ? roomWait.append(this, bytes, offset, length, plain)
                : append(bytes, offset, length, plain);
        if (end < 0 && end != Records.FAILED) {
            return reasonFor(end);
        }
        try {
            wakeSender(end);
        } catch (StackOverflowError | OutOfMemoryError ignored) {
            // the event is in the buffer, so the caller must not count it again; a later event wakes the sender
        }
        return end >= 0 ? null : DropReason.ENCODING_FAILED;
    }

    /**
     * Puts a frame back that has been in the buffer before, and counts it as offered once more. Called by the sender.
     *
     * @return the position after the record, {@link FrameBuffer#FULL}, or another negative number if the frame is dropped
     */
    public long putBack(byte[] bytes, int offset, int length) {
        FrameBuffer buffer = admission.buffer();
        if (length > buffer.capacity() / 2) {
            count(DropReason.TOO_LARGE, length);
            return Framer.TOO_LARGE;
        }
        long end = AS_IT_IS.append(buffer, bytes, offset, length);
        return end == FrameBuffer.SEALED ? FrameBuffer.FULL : end;
    }

    /** Counts an event that is dropped before it reaches the buffer. Throws only if it has not counted it. */
    public void count(DropReason reason, int bytes) {
        count(reason, bytes, System.nanoTime());
    }

    private void count(DropReason reason, int bytes, long now) {
        if (counters.refuse(reason, 1, bytes, now)) {
            try {
                wakeSender(ANYWAY);
            } catch (StackOverflowError | OutOfMemoryError ignored) {
                // a later event wakes the sender
            }
        }
    }

    /** Wakes the sender if it waits for the tail to pass a position below {@code end}, or if {@code end} is negative. */
    private void wakeSender(long end) {
        if (end >= 0) {
            doorbell.passed(end);
        } else {
            doorbell.ring();
        }
    }

    /** Refuses events from now on. */
    public void close() {
        closed = true;
        buffer().seal();
    }

    /** Replaces the admission. Called by the sender. */
    public void use(Admission next) {
        admission = next;
        sealIfClosed();
    }

    /** Seals the present buffer again after a {@link #close} that sealed another one, or whose seal was undone. */
    void sealIfClosed() {
        if (closed) {
            buffer().seal();
        }
    }

    long blockNanos() {
        return admission.blockNanos();
    }

    /**
     * Appends to the present buffer, and counts nothing that it refuses. Waits only while the sender replaces the buffer.
     *
     * @return the position after the event, or a negative number if it is not in the buffer
     */
    public long append(byte[] bytes, int offset, int length, int plain) {
        while (true) {
            Admission now = admission;
            long end = now.framer().append(now.buffer(), bytes, offset, length, plain);
            if (end != FrameBuffer.SEALED || closed) {
                return end;
            }
            LockSupport.parkNanos(this, REPLACEMENT_PARK_NANOS);
        }
    }

    private static DropReason reasonFor(long refusal) {
        if (refusal == Framer.TOO_LARGE) {
            return DropReason.TOO_LARGE;
        }
        return refusal == FrameBuffer.FULL ? DropReason.BUFFER_FULL : DropReason.SHUTDOWN;
    }
}
