// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;

/**
 * Decides which frames written to one connection are kept, to be written again if it breaks. Under {@link Delivery#NONE}
 * none is. Under {@link Delivery#REPLAY} a frame is kept while it lies within the window, or until {@code replayMaxAge}
 * after its first write; age counts only once the peer's kernel has acknowledged the frame, because a connection that a
 * firewall forgot takes writes as well. Under {@link Delivery#CONFIRMED} every frame is kept until {@link Session} has
 * proof that it was read.
 *
 * <p>When the connection ends, what the collector has certainly read is released too ({@link #ended}, {@link #lost}).
 *
 * <p>Confined to the sender's thread.
 */
final class Retention {
    /**
     * What was written so shortly before an orderly end is written again even if it was acknowledged: it was read, but a
     * collector that crashes may not have stored it. A little less than a second, for collectors that close a connection
     * after exactly one second without a byte.
     */
    static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** What was acknowledged and replayed so long before a reset or a timeout is not written a third time. */
    private static final long REPLAYED_ONCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How far apart in time marks are. */
    private static final long MARK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * Marks that the window is divided into. Frames are released up to marks, for walking to the exact one takes as long
     * as all else that the sender does for them, longer where headers have left the caches.
     */
    private static final int MARKS_PER_WINDOW = 16;
    /** How long the window may be overstepped for want of a mark; a walk every now and then costs nothing. */
    private static final long WALK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Rotations rotations;
    private final FirstWrites firstWrites;
    private final Acknowledgements acknowledgements;
    private final long windowBytes;
    /** The connection's writes: position, time, events, and the offset in its bytes. */
    private final Marks writes;
    /** Below this position, frames had been written to an earlier connection. */
    private final long replayedEnd;

    private long lastRelease;

    /** Begins with a connection to which nothing has been written. */
    Retention(Setup setup, Outbound outbound, Acknowledgements acknowledgements, long now) {
        firstWrites = outbound.firstWrites();
        this.acknowledgements = acknowledgements;
        rotations = setup.rotations();
        windowBytes = setup.config().replayWindow();
        writes = new Marks(MARK_EVERY_NANOS, windowBytes / MARKS_PER_WINDOW);
        replayedEnd = outbound.ledger().touched();
        lastRelease = now;
        firstWrites.begin(now);
    }

    /** Returns whether frames are kept to be written again, without a proof that they were read. */
    boolean isReplay() {
        return rotations.delivery() == Delivery.REPLAY;
    }

    /** Moves the age on; {@code complete} tells whether all that was staged had been written since the last call. */
    void tick(long now, boolean complete) {
        firstWrites.tick(now, complete);
    }

    /** Notes that all that the ledger calls sent has been written: so many of the connection's bytes. */
    void wrote(Ledger ledger, long now, long offset) {
        writes.add(ledger.sent(), now, ledger.sentEvents(), offset);
        firstWrites.wrote(ledger.sent());
    }

    /** Releases what need not be kept; {@code expires} tells whether age counts, which it does not on a young connection. */
    void release(Ledger ledger, long now, boolean expires) {
        if (rotations.delivery() == Delivery.NONE) {
            ledger.release(ledger.sent(), ledger.sentEvents());
        } else if (rotations.delivery() == Delivery.REPLAY && ledger.hasUnconfirmed()) {
            releaseBeyondWindow(ledger, now);
            if (expires) {
                release(ledger, Math.min(firstWrites.expired(ledger.released()), acknowledgedEnd(ledger)));
            }
        }
        firstWrites.released(ledger.released());
        writes.removeBelow(ledger.released());
    }

    private void releaseBeyondWindow(Ledger ledger, long now) {
        long byWindow = ledger.sent() - windowBytes;
        int old = writes.countBelow(byWindow);
        if (old > 0) {
            ledger.release(writes.position(old - 1), writes.events(old - 1));
            lastRelease = now;
        }
        // Marks are one spacing and a batch apart at most, which may be much for a small window.
        boolean far = byWindow - ledger.released() > 2 * windowBytes / MARKS_PER_WINDOW;
        if (far || (byWindow > ledger.released() && now - lastRelease >= WALK_AFTER_NANOS)) {
            ledger.advance(byWindow, null);
            lastRelease = now;
        }
    }

    /** The collector ended the connection in order before we did; {@code young}: before it could be trusted. */
    void ended(Ledger ledger, PeerEnd end, PeerEnd.Proof proof, boolean young) {
        if (proof == PeerEnd.Proof.NONE || rotations.delivery() == Delivery.NONE) {
            lost(ledger, end.at());
        } else if (end.isIdle() || (!young && rotations.delivery() != Delivery.CONFIRMED)) {
            long read = acknowledgedEnd(ledger);
            if (proof == PeerEnd.Proof.PRESUMED && isReplay()) {
                read = Math.max(read, Math.min(ledger.sent(), replayedEnd)); // else it would be repeated at every end
            }
            release(ledger, Math.min(read, writtenBy(ledger, end.at() - MARGIN_NANOS)));
        }
    }

    /** The connection was reset, or given up. */
    void lost(Ledger ledger, long now) {
        switch (rotations.delivery()) {
            case NONE -> ledger.advance(ledger.sent(), null);
            case REPLAY -> {
                long acknowledged = acknowledgedEnd(ledger);
                long replayedOnce = Math.min(replayedEnd, writtenBy(ledger, now - REPLAYED_ONCE_NANOS));
                long expired = firstWrites.expired(ledger.released());
                release(ledger, Math.min(acknowledged, Math.max(expired, replayedOnce)));
            }
            case CONFIRMED -> {}
        }
    }

    /** We have ended the connection for good and the collector has not: what was acknowledged counts as delivered. */
    void stopped(Ledger ledger, long now) {
        acknowledgements.look(now);
        boolean unknown = !acknowledgements.areSeen();
        boolean settled = !acknowledgements.areExact() && acknowledgements.isSettled();
        release(ledger, unknown || settled ? ledger.sent() : acknowledgedEnd(ledger));
    }

    /** Returns the nanoseconds until something may be released for its age, or {@code Long.MAX_VALUE}. */
    long nanosUntilDue(Ledger ledger, long untilProven) {
        if (!isReplay() || !ledger.hasUnconfirmed()) {
            return Long.MAX_VALUE;
        }
        return untilProven > 0 ? untilProven : firstWrites.nanosUntilExpired();
    }

    /** Returns the position below which everything is known to be acknowledged. */
    private long acknowledgedEnd(Ledger ledger) {
        return acknowledgements.isAllAcknowledged()
                ? ledger.sent()
                : writes.lastAtOffset(acknowledgements.acknowledged(), ledger.released());
    }

    private long writtenBy(Ledger ledger, long time) {
        return writes.lastStampedBy(time, ledger.released());
    }

    private static void release(Ledger ledger, long to) {
        if (to > ledger.released()) {
            ledger.advance(to, null);
        }
    }
}
