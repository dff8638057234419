// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.config.DeliveryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Decides when the connection of a session is rotated: an interval after the first written event began to wait for a
 * rotation, earlier if the buffer fills, and hourly while the collector is downgraded.
 *
 * <p>Confined to the sender's thread. A session has one instance.
 */
public final class RotationSchedule {
    /** Least time between two rotations that begin because the buffer fills. */
    private static final long LEAST_SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** A rotation is due when 1/16 of the buffer is unconfirmed. A smaller part leaves more room for an outage. */
    private static final int FILLING_PART = 16;

    private final Verdict verdict;
    private final boolean confirms;
    private final boolean rotates;
    private final long intervalNanos;
    /** Whether events wait for a rotation. */
    private boolean waiting;
    /** Whether somebody waits for what a rotation proves. */
    private boolean hurried;
    /** Since when events wait. Meaningful while {@code waiting}. */
    private long waitingSince;
    /** Time before which a filling buffer begins no rotation. */
    private long notBefore;
    /** Whether the last witness was refused or closed: a failure of the collector only if the connection lives on. */
    private boolean refused;

    /**
     * Creates the schedule of a session whose connection has just been established.
     *
     * @param cannotSee whether this system does not tell what the collector's system has acknowledged, so that under
     *     {@link Delivery#REPLAY} only a rotation can prove that old events may be released
     */
    public RotationSchedule(DeliveryOptions options, Verdict verdict, boolean cannotSee, long now) {
        this.verdict = verdict;
        confirms = options.delivery() == Delivery.CONFIRMED;
        rotates = confirms || (options.delivery() == Delivery.REPLAY && cannotSee);
        intervalNanos = (confirms ? options.confirmInterval() : options.replayMaxAge()).toNanos();
        notBefore = now;
    }

    /** Notes whether events wait for a rotation. Called while there is no rotation. */
    public void tick(Ledger ledger, long now) {
        boolean wait = rotates && ledger.hasUnconfirmed();
        if (wait && !waiting) {
            waitingSince = now;
        }
        waiting = wait;
    }

    /** Makes the next rotation due as soon as one may follow the last one. */
    public void hurry() {
        hurried = true;
    }

    /** Returns whether the connection has to be rotated now. */
    public boolean isDue(Ledger ledger, long now) {
        return nanosUntilDue(ledger, now) == 0;
    }

    /** Returns the nanoseconds until the connection has to be rotated, or {@code Long.MAX_VALUE}. */
    public long nanosUntilDue(Ledger ledger, long now) {
        if (!waiting || !ledger.hasUnconfirmed()) {
            return Long.MAX_VALUE;
        }
        if (verdict.isDowngraded()) {
            return verdict.nanosUntilProbe(now);
        }
        long due = Math.max(0, waitingSince + intervalNanos - now);
        boolean filling =
                confirms && ledger.unconfirmedBytes() >= ledger.buffer().capacity() / FILLING_PART;
        return filling || hurried ? Math.min(due, Math.max(0, notBefore - now)) : due;
    }

    /** Called when a rotation begins. */
    public void began(long now) {
        verdict.tried(now);
        waiting = false;
        hurried = false;
        notBefore = now + LEAST_SPACING_NANOS;
    }

    /** Called when the collector is asked instead of a rotation. */
    public void asked() {
        waiting = false;
        hurried = false;
    }

    /**
     * Called when a rotation cannot continue because it has no witness. The next one waits for the whole interval.
     *
     * @param wasRefused whether the second connection was refused or closed, rather than not answered
     */
    public void postpone(long now, boolean wasRefused) {
        waiting = false;
        refused = wasRefused;
        notBefore = now + Math.max(LEAST_SPACING_NANOS, intervalNanos);
    }

    /** Returns whether the last witness was refused or closed, and resets that. */
    public boolean takeRefusal() {
        boolean taken = refused;
        refused = false;
        return taken;
    }
}
