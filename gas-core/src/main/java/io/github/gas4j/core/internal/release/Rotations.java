// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.report.Reporter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * Decides when a connection is rotated to have its events confirmed, and notices a collector that cannot confirm. A
 * collector that fails three rotations in a row is treated as under {@link Delivery#REPLAY}, and the next rotation is
 * an hour later. A collector that has ever confirmed can do it. If it fails, it hangs, and for an hour nothing that it
 * has not read is released.
 *
 * <p>Confined to the sender's thread.
 */
public final class Rotations {
    /** Least time between two rotations that begin because the buffer fills. */
    static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    static final long PROBE_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int MOST_FAILURES = 3;
    /** A rotation is due when 1/16 of the buffer is unconfirmed. A smaller part leaves more room for an outage. */
    private static final int FILLING_PART = 16;

    private final Delivery configured;
    private final long intervalNanos;
    private final String destination;
    private final Reporter reporter;
    private final LongUnaryOperator quiet;
    private int failuresInRow;
    /** Second connections in a row that were not answered. They prove nothing, because the network may be down. */
    private int unansweredInRow;
    /** Times of the first and the last of the failures in a row. */
    private long failingSince;

    private long lastFailed;

    /** Whether a witness was refused or closed. That is the collector's failure only if the connection lives on. */
    private boolean unwitnessed;

    private boolean blind;
    private boolean hasConfirmed;
    private boolean downgraded;
    /** When the last rotation began. */
    private long probed;
    /** When events began to wait for the next rotation. Meaningful while {@code waiting}. */
    private long waitingSince;

    private boolean waiting;
    /** A filling buffer begins no rotation before this time. Meaningful while {@code delayed}. */
    private long notBefore;

    private boolean delayed;

    /** {@code quiet} computes the quiet time, {@link QuietTime#nanos} except in tests. */
    public Rotations(GasConfig config, Reporter reporter, LongUnaryOperator quiet) {
        configured = config.delivery();
        intervalNanos = (configured == Delivery.CONFIRMED ? config.confirmInterval() : config.replayMaxAge()).toNanos();
        destination = config.destination();
        this.reporter = reporter;
        this.quiet = quiet;
    }

    /** Returns new rotations for a destination of which nothing is known yet. */
    public Rotations anew(GasConfig config) {
        return new Rotations(config, reporter, quiet);
    }

    /** Returns for how long nothing is written before our end, if a TCP connect took {@code connectNanos}. */
    public long quietNanos(long connectNanos) {
        return quiet.applyAsLong(connectNanos);
    }

    /** Returns the delivery that is possible at present. */
    Delivery delivery() {
        return downgraded ? Delivery.REPLAY : configured;
    }

    public boolean confirms() {
        return delivery() == Delivery.CONFIRMED;
    }

    /** Returns the nanoseconds until the connection has to be rotated, or {@code Long.MAX_VALUE}. */
    public long nanosUntilDue(Ledger ledger, long now) {
        boolean rotates = configured == Delivery.CONFIRMED || (configured == Delivery.REPLAY && blind);
        if (!rotates || !ledger.hasUnconfirmed()) {
            waiting = false;
            return Long.MAX_VALUE;
        }
        if (downgraded) {
            return Math.max(0, probed + PROBE_EVERY_NANOS - now);
        }
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        long due = Math.max(0, waitingSince + intervalNanos - now);
        boolean filling = configured == Delivery.CONFIRMED
                && ledger.unconfirmedBytes() >= ledger.buffer().capacity() / FILLING_PART;
        return filling ? Math.min(due, delayed ? Math.max(0, notBefore - now) : 0) : due;
    }

    /** Returns whether the connection has to be rotated now. */
    public boolean isDue(Ledger ledger, long now) {
        if (unwitnessed && nanosUntilDue(ledger, now) == 0) {
            unwitnessed = false;
            failed(now); // the connection has outlived its witness, so this was no crash
        }
        return nanosUntilDue(ledger, now) == 0;
    }

    /**
     * Called when a session begins. A witness that was refused or closed a moment before the connection was lost says
     * nothing of the next connection, so that one need not wait to be rotated.
     *
     * @param cannotSee whether this system does not tell what the collector's system has acknowledged, so that under
     *     {@link Delivery#REPLAY} only a rotation can prove that old events may be released
     */
    public void connected(boolean cannotSee) {
        unwitnessed = false;
        waiting = false;
        delayed = false;
        blind = cannotSee;
    }

    /** Called when a rotation begins. */
    public void began(long now) {
        waiting = false;
        probed = now;
        delay(now, LEAST_SPACING_NANOS);
    }

    /**
     * Called when there was no witness, so that the rotation cannot go on. The next one waits for the whole interval.
     *
     * @param hungUp whether the second connection was refused or closed, rather than not answered
     */
    public void postponed(long now, boolean hungUp) {
        waiting = false;
        unwitnessed = hungUp;
        delay(now, Math.max(LEAST_SPACING_NANOS, intervalNanos));
        int unanswered = hungUp ? 0 : unansweredInRow + 1;
        if (unanswered == MOST_FAILURES && configured == Delivery.CONFIRMED) {
            reporter.warn(
                    destination + " did not answer a second connection " + MOST_FAILURES + " times in a row, while the"
                            + " first one lives: nothing can be confirmed, and the buffer keeps everything. delivery=CONFIRMED needs"
                            + " a collector that takes two connections of one client; if yours cannot, set delivery=REPLAY");
        }
        unansweredInRow = unanswered;
    }

    /** Called when a rotation has proven that everything was read. */
    public void confirmed() {
        failuresInRow = 0;
        unansweredInRow = 0;
        hasConfirmed = true;
        if (downgraded) {
            if (configured == Delivery.CONFIRMED) {
                reporter.inform(
                        "the end of a connection to " + destination + " was confirmed: delivery=CONFIRMED again");
            }
            downgraded = false;
        }
    }

    /** Called when a rotation failed although something answers in the collector's place. */
    public void failed(long now) {
        if (failuresInRow == 0 || (hasConfirmed && now - lastFailed >= PROBE_EVERY_NANOS)) {
            failuresInRow = 0; // earlier failures belong to another outage
            failingSince = now;
        }
        lastFailed = now;
        failuresInRow++;
        boolean outage = hasConfirmed && now - failingSince < PROBE_EVERY_NANOS;
        if (!downgraded && !outage && failuresInRow >= MOST_FAILURES) {
            warnOfDowngrade();
            downgraded = true; // only now, in case there was no memory for the line
        }
    }

    private void warnOfDowngrade() {
        String what = destination + " did not confirm the end of a connection " + MOST_FAILURES + " times in a row: ";
        reporter.warn(
                configured == Delivery.CONFIRMED
                        ? what + "delivery=REPLAY from now on, CONFIRMED is tried again every hour. It needs a"
                                + " collector that closes a connection when the client has ended it and takes a second one"
                                + " meanwhile, without a proxy on the way; if yours cannot, set delivery=REPLAY"
                        : what
                                + "as this system does not tell what has arrived either, the last events stay in the buffer"
                                + " until replayWindow is full, and are written again after a break");
    }

    private void delay(long now, long nanos) {
        delayed = true;
        notBefore = now + nanos;
    }
}
