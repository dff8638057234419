// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.Severity;
import io.github.gas4j.core.internal.config.BufferOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The producers' side: admits, frames, appends, or drops and counts.
 *
 * <p>Thread-safe: settings are one immutable object behind a volatile field, which the sender replaces; counters are
 * adders. A ring that the sender is about to replace is sealed for that moment, and producers go on with the new one.
 */
public final class Intake {
    /** In place of a position, for {@link #wakeSender}. */
    private static final long ANYWAY = -1;

    private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long MIDDLE_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final Counters counters;
    private final Doorbell doorbell;
    private volatile Settings settings;
    private volatile boolean closed;
    /** The released position that did not move during a wait for room that timed out: no one waits again until it has. */
    private volatile long timedOutAt = -1;
    /**
     * Threads that have waited for room through half of their time; only then newcomers wait too instead of snatching the
     * room, for a queue behind every waiter would cost nearly all of the throughput.
     */
    private final AtomicInteger starving = new AtomicInteger();
    /** The client's own thread, which must not wait for itself; null until it is started. */
    private volatile @Nullable Thread ownThread;

    private final TailWatch watch = new TailWatch();

    public Intake(Settings settings, Counters counters, Doorbell doorbell) {
        this.settings = settings;
        this.counters = counters;
        this.doorbell = doorbell;
    }

    /** What producers need to know. */
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
                            LayoutCheck.of(wire, buffer.counters)),
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

    /** Called by the sender in each cycle. */
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
        boolean blocks = settings.overflow() == Overflow.BLOCK;
        long end = blocks && starving.get() > 0 ? FrameBuffer.FULL : append(bytes, offset, length);
        if (blocks && end == FrameBuffer.FULL) {
            end = appendWhenRoom(bytes, offset, length);
        }
        if (end < 0 && end != Framer.FAILED) {
            count(reasonFor(end), length);
            return false;
        }
        try {
            wakeSender(end);
        } catch (StackOverflowError | OutOfMemoryError ignored) {
            // The event is in the buffer: the caller must not count it again. A later one wakes.
        }
        return end >= 0;
    }

    /** Counts an event that is dropped before it reaches the buffer. Throws only if it has not counted it. */
    public void count(DropReason reason, int bytes) {
        if (counters.refuse(reason, 1, bytes)) {
            try {
                wakeSender(ANYWAY);
            } catch (StackOverflowError | OutOfMemoryError ignored) {
                // A later event wakes.
            }
        }
    }

    /** Wakes the sender if it waits for the tail to pass a position below {@code end}; always if that is negative. */
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

    /** Called by the sender at its end, with settings that hold a sealed ring. */
    public void letGo(Settings last) {
        settings = last;
    }

    /** The sender's: goes on with other settings; returns false if the ring cannot be replaced at this moment. */
    boolean replace(Settings next) {
        FrameBuffer old = buffer();
        if (next.buffer() == old) {
            settings = next;
            return true;
        }
        if (old.usedBytes() > next.buffer().capacity() || !old.isCommitted()) {
            return false; // not worth sealing yet
        }
        old.seal();
        boolean movable = old.isCommitted() && old.usedBytes() <= next.buffer().capacity();
        if (movable) {
            next.buffer().takeOver(old);
            settings = next;
        } else {
            old.unseal();
        }
        if (closed) {
            buffer().seal(); // close() may have sealed the ring that was current a moment ago
        }
        return movable;
    }

    /** Appends to the current ring; waits only for the moment in which the sender replaces it. */
    private long append(byte[] bytes, int offset, int length) {
        while (true) {
            Settings now = settings;
            long end = now.framer().append(now.buffer(), bytes, offset, length);
            if (end != FrameBuffer.SEALED || closed) {
                return end;
            }
            LockSupport.parkNanos(this, SHORTEST_PARK_NANOS);
        }
    }

    /**
     * Waits for room by timed parks: a second wake-up protocol would not pay for the rare case. In a large ring they are as
     * long as a fast sender needs for an eighth to half of it: sixty threads that look more often cost as much as what they
     * log.
     */
    private long appendWhenRoom(byte[] bytes, int offset, int length) {
        FrameBuffer full = buffer();
        long released = full.released();
        if (isOwnThread() || timedOutAt == released) {
            return append(bytes, offset, length);
        }
        long timeout = settings.blockNanos();
        long began = System.nanoTime();
        long longest = Math.min(within(MIDDLE_PARK_NANOS, full.capacity() / 2, LONGEST_PARK_NANOS), timeout / 4);
        long first = within(SHORTEST_PARK_NANOS, full.capacity() / 8, MIDDLE_PARK_NANOS); // a byte in a nanosecond
        long park = Math.min(first, longest);
        long waited = 0;
        boolean starves = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, Math.min(park, timeout - waited));
                park = Math.min(2 * park, longest);
                long end = append(bytes, offset, length);
                if (end != FrameBuffer.FULL) {
                    return end;
                }
                waited = System.nanoTime() - began;
                if (waited >= timeout) {
                    timedOutAt = buffer().released() == released ? released : timedOutAt;
                    break;
                }
                if (!starves && waited >= timeout / 2) {
                    starves = true;
                    starving.incrementAndGet();
                }
            }
            return append(bytes, offset, length); // whoever may not wait any longer may still find room
        } finally {
            if (starves) {
                starving.decrementAndGet();
            }
        }
    }

    private static long within(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }

    private static DropReason reasonFor(long refusal) {
        if (refusal == Framer.TOO_LARGE) {
            return DropReason.TOO_LARGE;
        }
        return refusal == FrameBuffer.FULL ? DropReason.BUFFER_FULL : DropReason.SHUTDOWN;
    }
}
