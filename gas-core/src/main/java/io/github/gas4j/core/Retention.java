// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

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

    private final Rotations rotations;
    private final long windowBytes;
    private final long maxAgeNanos;
    private final Marks writes;
    private long writeClock;
    private long lastTick;

    /** Begins with a connection to which nothing has been written. */
    Retention(GasConfig config, Rotations rotations, long now) {
        this.rotations = rotations;
        windowBytes = config.replayWindow();
        maxAgeNanos = config.replayMaxAge().toNanos();
        writes = new Marks(maxAgeNanos / MARKS_PER_AGE);
        lastTick = now;
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

    /** Everything below {@code sent} has been written. */
    void wrote(long sent) {
        writes.add(sent, writeClock);
    }

    /** Releases what need not be kept; {@code untilProven} is how long the connection is still too young, or 0. */
    void release(Ledger ledger, long untilProven) {
        if (rotations.delivery() == Delivery.NONE) {
            ledger.advance(ledger.sent(), null);
        } else if (rotations.delivery() == Delivery.REPLAY
                && ledger.hasUnconfirmed()
                && mayRelease(ledger, untilProven)) {
            long byWindow = ledger.sent() - windowBytes;
            long byAge = writes.takeUntil(writeClock - maxAgeNanos, byWindow);
            ledger.advance(Math.min(Math.max(byWindow, byAge), ledger.sent()), null);
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
