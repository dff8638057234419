// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.Severity;
import io.github.gas4j.core.internal.config.BufferOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from application threads: admits an event, frames it, and appends it to the buffer, or drops and counts it.
 *
 * <p>Thread-safe. The settings are one immutable object behind a volatile field, which only the sender replaces. While the
 * sender replaces the buffer, the old one is sealed, and producers wait a moment for the new one.
 */
public final class Intake {
    /** Stands for a position in {@link #wakeSender}. */
    private static final long ANYWAY = -1;

    /** How long a producer waits before it looks again whether the buffer has been replaced. */
    private static final long REPLACEMENT_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Counters counters;
    private final Doorbell doorbell;
    private final RoomWait roomWait = new RoomWait();
    private final TailWatch watch = new TailWatch();
    private volatile Settings settings;
    private volatile boolean closed;
    /** The client's own thread, which must not wait for itself; null until it is started. */
    private volatile @Nullable Thread ownThread;

    public Intake(Settings settings, Counters counters, Doorbell doorbell) {
        this.settings = settings;
        this.counters = counters;
        this.doorbell = doorbell;
    }

    /**
     * What producers need to know.
     *
     * @param buffer takes the frames
     * @param framer turns events into frames
     * @param overflow what happens to an event that finds no room
     * @param blockNanos how long it waits for room at most
     * @param shedSeverity events of this or a lower severity are shed
     * @param shedBytes how many bytes of the buffer must be used for that
     */
    public record Settings(
            FrameBuffer buffer, Framer framer, Overflow overflow, long blockNanos, int shedSeverity, long shedBytes) {

        public static Settings of(BufferOptions options, WireOptions wire, FrameBuffer buffer) {
            Severity shed = options.shedLevel();
            return new Settings(
                    buffer,
                    new Framer(
                            wire.framing(),
                            wire.escapeNewlines(),
                            wire.maxEventSize(),
                            LayoutCheck.of(wire, buffer.records().counters)),
                    options.overflow(),
                    options.blockTimeout().toNanos(),
                    shed == null ? Integer.MIN_VALUE : shed.number(),
                    buffer.capacity() * options.shedThreshold() / 100);
        }
    }

    public FrameBuffer buffer() {
        return settings.buffer();
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

    public boolean admits(int severity) {
        Settings now = settings;
        if (severity > now.shedSeverity() || now.buffer().usedBytes() <= now.shedBytes()) {
            return true;
        }
        count(DropReason.SHED, 0);
        return false;
    }

    public boolean offer(byte[] bytes, int offset, int length) {
        long end = settings.overflow() == Overflow.BLOCK
                ? roomWait.append(this, bytes, offset, length)
                : append(bytes, offset, length);
        if (end < 0 && end != Records.FAILED) {
            count(reasonFor(end), length);
            return false;
        }
        try {
            wakeSender(end);
        } catch (StackOverflowError | OutOfMemoryError ignored) {
            // the event is in the buffer, so the caller must not count it again; a later event wakes the sender
        }
        return end >= 0;
    }

    /** Counts an event that is dropped before it reaches the buffer. Throws only if it has not counted it. */
    public void count(DropReason reason, int bytes) {
        if (counters.refuse(reason, 1, bytes)) {
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

    /** Makes producers go on with other settings. Called by the sender. */
    public void use(Settings next) {
        settings = next;
        sealIfClosed();
    }

    /** Seals the present buffer again after a {@link #close} that sealed another one, or whose seal was undone. */
    void sealIfClosed() {
        if (closed) {
            buffer().seal();
        }
    }

    long blockNanos() {
        return settings.blockNanos();
    }

    /** Appends to the present buffer. Waits only while the sender replaces it. */
    long append(byte[] bytes, int offset, int length) {
        while (true) {
            Settings now = settings;
            long end = now.framer().append(now.buffer(), bytes, offset, length);
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
