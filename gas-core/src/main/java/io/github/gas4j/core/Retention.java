// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * Decides up to where frames written to one connection are released: at once under {@link Delivery#NONE}; under {@link Delivery#REPLAY} what
 * lies further back than the window or was written longer ago than the greatest age. Under {@link Delivery#CONFIRMED} it
 * releases nothing; that is the {@link Session}'s.
 *
 * <p>The age runs on a clock of its own that stands still while a write is incomplete, for then the collector is behind and
 * what was written may still lie in kernels. On a young connection nothing is released until half the buffer is taken, so
 * that a collector that crashes after each start does not swallow the backlog.
 *
 * <p>Confined to the sender's thread.
 */
final class Retention {
    /** Marks that the greatest age is divided into. */
    private static final int MARKS_PER_AGE = 64;
    /**
     * Marks that the window is divided into. Frames are released up to marks, for walking to the exact one takes as long
     * as all else that the sender does for them, longer where headers have left the caches.
     */
    private static final int MARKS_PER_WINDOW = 16;
    /** How long the window may be overstepped for want of a mark; a walk every now and then costs nothing. */
    private static final long WALK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Rotations rotations;
    private final long windowBytes;
    private final long maxAgeNanos;
    private final Marks writes;
    private long writeClock;
    private long lastTick;
    private long lastRelease;

    /** Begins with a connection to which nothing has been written. */
    Retention(GasConfig config, Rotations rotations, long now) {
        this.rotations = rotations;
        windowBytes = config.replayWindow();
        maxAgeNanos = config.replayMaxAge().toNanos();
        writes = new Marks(maxAgeNanos / MARKS_PER_AGE, windowBytes / MARKS_PER_WINDOW);
        lastTick = now;
        lastRelease = now;
    }

    /** The connection is lost: what no one will write again has ended its life. */
    void lost(Ledger ledger) {
        if (rotations.delivery() == Delivery.NONE) {
            ledger.advance(ledger.sent(), null);
        }
    }

    /** Moves the write clock on; {@code complete} tells whether all that was staged had been written since the last call. */
    void tick(long now, boolean complete) {
        if (complete) {
            writeClock += now - lastTick;
        }
        lastTick = now;
    }

    /** All that the ledger calls sent has been written. */
    void wrote(Ledger ledger) {
        writes.add(ledger.sent(), writeClock, ledger.sentEvents());
    }

    /** Releases what need not be kept; {@code untilProven} is how long the connection is still too young, or 0. */
    void release(Ledger ledger, long untilProven) {
        if (rotations.delivery() == Delivery.NONE) {
            ledger.release(ledger.sent(), ledger.sentEvents());
        } else if (rotations.delivery() == Delivery.REPLAY
                && ledger.hasUnconfirmed()
                && mayRelease(ledger, untilProven)) {
            releaseOld(ledger);
        }
    }

    private void releaseOld(Ledger ledger) {
        long byWindow = ledger.sent() - windowBytes;
        int old = writes.countUntil(writeClock - maxAgeNanos, byWindow);
        if (old > 0) {
            ledger.release(writes.position(old - 1), writes.events(old - 1));
            writes.remove(old);
            lastRelease = lastTick;
        }
        // Marks are one spacing and a batch apart at most, which may be much for a small window.
        boolean far = byWindow - ledger.released() > 2 * windowBytes / MARKS_PER_WINDOW;
        if (far || (byWindow > ledger.released() && lastTick - lastRelease >= WALK_AFTER_NANOS)) {
            ledger.advance(byWindow, null);
            lastRelease = lastTick;
        }
    }

    /** Nanoseconds until something may be released for its age, or {@code Long.MAX_VALUE}. */
    long nanosUntilDue(Ledger ledger, long untilProven) {
        if (rotations.delivery() != Delivery.REPLAY || !ledger.hasUnconfirmed() || writes.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long untilAge = Math.max(0, writes.oldest() + maxAgeNanos - writeClock);
        return mayRelease(ledger, untilProven) ? untilAge : Math.max(untilAge, untilProven);
    }

    private static boolean mayRelease(Ledger ledger, long untilProven) {
        FrameBuffer buffer = ledger.buffer();
        return untilProven <= 0 || buffer.usedBytes() >= buffer.capacity() / 2;
    }
}
