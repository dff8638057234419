// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import java.util.concurrent.TimeUnit;

/**
 * Decides which frames written to one connection are kept, to be written again if it breaks.
 *
 * <ul>
 *   <li>{@link Delivery#NONE}: none.
 *   <li>{@link Delivery#REPLAY}: a frame within the window is kept until {@code replayMaxAge} after its first write and
 *       until the {@link Evidence} shows that it arrived, because a connection that a firewall has forgotten still takes
 *       writes. A frame beyond the window is released whatever its age.
 *   <li>{@link Delivery#CONFIRMED}: every frame, until an answer or a rotation proves that it was read.
 * </ul>
 *
 * <p>When the connection ends, {@link #ended} and {@link #lost} release more: frames that the end shows to have been
 * read, and frames that have been replayed often enough.
 *
 * <p>Confined to the sender's thread.
 */
public final class Retention {
    /**
     * Frames written within this time before an orderly end are written again even if they were acknowledged. They were
     * read, but a collector that crashes may not have stored them. The time is a little less than a second, because
     * some collectors close a connection after exactly one second without a byte.
     */
    public static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /**
     * An acknowledged frame that was replayed at least this long before a reset or timeout is not written a third time.
     */
    private static final long REPLAYED_ONCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * How long a frame that is larger than all that were accepted is kept after each write, although it is beyond the window:
     * a slow collector may be about to end the connection because of it.
     */
    private static final long SUSPECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Least time between two marks. */
    private static final long MARK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * Number of marks that the window is divided into. Frames are released up to a mark, because a walk from frame to
     * frame costs as much as all other work of the sender, and more if the headers have left the caches.
     */
    private static final int MARKS_PER_WINDOW = 16;
    /** How long the window may be exceeded because no mark is near. An occasional walk costs almost nothing. */
    private static final long WALK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Verdict verdict;
    private final Probation probation;
    private final FirstWrites firstWrites;
    private final Evidence evidence;
    private final long windowBytes;
    /** The connection's writes: position, time, number of events, and offset in its bytes. */
    private final Marks writes;
    /** Position below which some byte of each frame had gone to an earlier connection. */
    private long replayedEnd;

    private long lastRelease;

    /**
     * Creates the retention of a connection to which nothing has been written.
     *
     * @param windowBytes how many bytes are kept under {@link Delivery#REPLAY}
     * @param replayedEnd the position below which some byte of each frame went to an earlier connection
     */
    public Retention(
            Verdict verdict,
            Probation probation,
            FirstWrites firstWrites,
            Evidence evidence,
            long windowBytes,
            long replayedEnd) {
        this.verdict = verdict;
        this.probation = probation;
        this.firstWrites = firstWrites;
        this.evidence = evidence;
        this.windowBytes = windowBytes;
        writes = new Marks(MARK_EVERY_NANOS, windowBytes / MARKS_PER_WINDOW);
        this.replayedEnd = replayedEnd;
    }

    /** Called once, when the connection begins. */
    public void begin(long now) {
        lastRelease = now;
        firstWrites.begin(now);
    }

    /** Returns whether frames are kept by window and age at present. */
    public boolean isReplay() {
        return verdict.delivery() == Delivery.REPLAY;
    }

    /** Lets frames age if {@code complete}, that is, if all staged bytes have been written. */
    public void tick(long now, boolean complete) {
        firstWrites.tick(now, complete);
    }

    /** Notes that all frames that the ledger calls sent lie below {@code offset} in the connection's bytes. */
    public void wrote(Ledger ledger, long now, long offset) {
        writes.add(ledger.sent(), now, ledger.sentEvents(), offset);
        firstWrites.wrote(ledger.sent());
    }

    /** Adapts the positions after frames were taken out. */
    public void moveOver(Gap gap) {
        writes.moveOver(gap);
        replayedEnd = gap.moved(replayedEnd);
    }

    /**
     * Releases frames that need not be kept.
     *
     * @param suspect the position of a frame that is larger than all that were accepted, or {@code Long.MAX_VALUE}
     */
    public void release(Ledger ledger, long now, long suspect) {
        if (verdict.delivery() == Delivery.NONE) {
            ledger.release(ledger.sent(), ledger.sentEvents());
        } else if (verdict.delivery() == Delivery.REPLAY && ledger.hasUnconfirmed()) {
            releaseBeyondWindow(ledger, now, suspect);
            if (probation.nanosLeft(now) == 0) {
                releaseTo(ledger, Math.min(firstWrites.expired(ledger.released()), evidence.end(ledger, writes)));
            }
        }
        firstWrites.released(ledger.released());
        writes.removeBelow(ledger.released());
    }

    private void releaseBeyondWindow(Ledger ledger, long now, long suspect) {
        long byWindow = ledger.sent() - windowBytes;
        if (suspect < byWindow && isSuspect(ledger, now, suspect)) {
            byWindow = suspect;
        }
        int old = writes.countBelow(byWindow);
        if (old > 0) {
            ledger.release(writes.position(old - 1), writes.events(old - 1));
            lastRelease = now;
        }
        // Marks are at most one spacing and a batch apart, which may be a lot for a small window.
        boolean far = byWindow - ledger.released() > 2 * windowBytes / MARKS_PER_WINDOW;
        if (far || (byWindow > ledger.released() && now - lastRelease >= WALK_AFTER_NANOS)) {
            ledger.release(byWindow);
            lastRelease = now;
        }
    }

    /** Returns whether a frame was written so recently that it is worth keeping, and there is room to keep it. */
    private boolean isSuspect(Ledger ledger, long now, long frame) {
        FrameBuffer buffer = ledger.buffer();
        return frame >= writtenBy(ledger, now - SUSPECT_NANOS) && buffer.usedBytes() < buffer.capacity() / 2;
    }

    /** Called when the collector ended the connection in order before we did. */
    public void ended(Ledger ledger, PeerEnd end, PeerEnd.Proof proof, long now) {
        if (proof == PeerEnd.Proof.NONE || verdict.delivery() == Delivery.NONE) {
            lost(ledger, end.at());
        } else if (end.isIdle() || (probation.isOver(now) && verdict.delivery() != Delivery.CONFIRMED)) {
            long read = isReplay() ? evidence.end(ledger, writes) : evidence.endOfRead(ledger, writes);
            if (proof == PeerEnd.Proof.PRESUMED && isReplay()) {
                read = Math.max(read, Math.min(ledger.sent(), replayedEnd)); // else they would be repeated at every end
            }
            releaseTo(ledger, besideSuspect(ledger, Math.min(read, writtenBy(ledger, end.at() - MARGIN_NANOS))));
        }
    }

    /**
     * Returns up to where to release: to the given position, unless that would leave nothing but one frame that is larger
     * than all before it. The collector may have ended the connection because of it, and a search for the cause needs
     * another frame to compare it with.
     */
    private static long besideSuspect(Ledger ledger, long to) {
        FrameBuffer buffer = ledger.buffer();
        long last = ledger.released();
        int most = 0;
        for (long at = last; at < to; at = buffer.next(at)) {
            most = Math.max(most, buffer.frameBytes(at));
            last = at;
        }
        boolean oneLeft = to < buffer.tail() && buffer.frameBytes(to) > most && buffer.next(to) == buffer.tail();
        return oneLeft ? last : to;
    }

    /** Called when the connection was reset or abandoned, or its end proved nothing. */
    public void lost(Ledger ledger, long now) {
        switch (verdict.delivery()) {
            case NONE -> ledger.release(ledger.sent());
            case REPLAY -> {
                long acknowledged = evidence.end(ledger, writes);
                long replayedOnce = Math.min(replayedEnd, writtenBy(ledger, now - REPLAYED_ONCE_NANOS));
                long expired = firstWrites.expired(ledger.released());
                releaseTo(ledger, Math.min(acknowledged, Math.max(expired, replayedOnce)));
            }
            case CONFIRMED -> {}
        }
    }

    /** Called when the client ends before the collector has ended its side. Acknowledged frames count as delivered. */
    public void stopped(Ledger ledger, long now) {
        releaseTo(ledger, evidence.isComplete(now) ? ledger.sent() : evidence.end(ledger, writes));
    }

    /** Returns the nanoseconds until a frame may be released because of its age, or {@code Long.MAX_VALUE}. */
    public long nanosUntilDue(Ledger ledger, long now) {
        if (!isReplay() || !ledger.hasUnconfirmed()) {
            return Long.MAX_VALUE;
        }
        long young = probation.nanosLeft(now);
        return young > 0 ? young : firstWrites.nanosUntilExpired();
    }

    private long writtenBy(Ledger ledger, long time) {
        return writes.lastStampedBy(time, ledger.released());
    }

    private static void releaseTo(Ledger ledger, long to) {
        if (to > ledger.released()) {
            ledger.release(to);
        }
    }
}
