// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets producers wait for room in a full buffer, for {@code overflow=BLOCK}. A producer parks for a short time and tries
 * again, because a second wake-up protocol beside the {@link Doorbell} would not pay for the rare case.
 *
 * <p>A wait ends after the block timeout, and at an interrupt, which stays set. After a wait that timed out, no producer
 * waits again until the sender has released something.
 *
 * <p>Thread-safe. Every field may be written by any producer.
 */
final class RoomWait {
    private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SHORT_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long MIDDLE_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** The released position that did not move during a wait that timed out; -1 before the first. */
    private volatile long timedOutAt = -1;
    /**
     * Producers that have waited through half of their time. While there are any, other producers wait too instead of taking
     * the room first. A queue behind every waiting producer would be fair as well, but cost nearly all of the throughput.
     */
    private final AtomicInteger starving = new AtomicInteger();
    /** Producers that wait. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Appends an event as {@link Intake#append} does, and waits if there is no room for it. */
    long append(Intake intake, byte[] bytes, int offset, int length, int plain) {
        long end = starving.get() > 0 ? FrameBuffer.FULL : intake.append(bytes, offset, length, plain);
        return end == FrameBuffer.FULL ? appendWhenRoom(intake, bytes, offset, length, plain) : end;
    }

    /**
     * Parks and tries until there is room or the time is over. In a large ring the parks are as long as a fast sender needs
     * for an eighth to half of it, because sixty threads that look more often cost as much as what they log. Only the first
     * one to wait looks sooner: if all slept as long, they would wake together, and until then leave a core idle.
     */
    private long appendWhenRoom(Intake intake, byte[] bytes, int offset, int length, int plain) {
        FrameBuffer full = intake.buffer();
        long released = full.released();
        if (intake.isOwnThread() || timedOutAt == released) {
            return intake.append(bytes, offset, length, plain);
        }
        long timeout = intake.blockNanos();
        long began = System.nanoTime();
        long longest = Math.min(within(MIDDLE_PARK_NANOS, full.capacity() / 2, LONGEST_PARK_NANOS), timeout / 4);
        long waited = 0;
        boolean starves = false;
        boolean first = waiting.getAndIncrement() == 0; // no call between this and the try block, which counts back
        try {
            long most = first ? SHORT_PARK_NANOS : MIDDLE_PARK_NANOS;
            long park = Math.min(within(SHORTEST_PARK_NANOS, full.capacity() / 8, most), longest); // 1 B/ns
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, Math.min(park, timeout - waited));
                park = Math.min(2 * park, longest);
                long end = intake.append(bytes, offset, length, plain);
                if (end != FrameBuffer.FULL) {
                    return end;
                }
                waited = System.nanoTime() - began;
                if (waited >= timeout) {
                    timedOutAt = intake.buffer().released() == released ? released : timedOutAt;
                    break;
                }
                if (!starves && waited >= timeout / 2) {
                    starves = true;
                    starving.incrementAndGet();
                }
            }
            return intake.append(bytes, offset, length, plain); // there may be room now, although the time is over
        } finally {
            waiting.decrementAndGet();
            if (starves) {
                starving.decrementAndGet();
            }
        }
    }

    private static long within(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }
}
