// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.Delivery;
import java.util.concurrent.TimeUnit;

/**
 * Records whether a collector can confirm, that is, whether rotations prove that it reads. It outlives connections, and is
 * kept as long as the options of the connection stay.
 *
 * <pre>
 *   UNTRIED ──3 failures in a row──────► DOWNGRADED
 *      │                                  ▲      │
 *   confirmed       3 failures over an hour      confirmed
 *      ▼                                  │      ▼
 *   CONFIRMS ─────────────────────────────┴── (CONFIRMS)
 * </pre>
 *
 * <p>An answer over TLS 1.3 leads from DOWNGRADED to UNTRIED, because it proves nothing about rotations.
 *
 * <p>A collector that has never confirmed and fails three rotations in a row is treated as under
 * {@link Delivery#REPLAY} and tried again after an hour. A collector that has confirmed once counts as able to. If it
 * fails later, it is presumed to hang, and for an hour nothing is released that it has not read.
 *
 * <p>Confined to the sender's thread.
 */
public final class Verdict {
    /** Time between two rotations of a downgraded collector, and the time for which a collector may hang. */
    static final long PROBE_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Number of failures in a row after which a collector is presumed unable to confirm. */
    public static final int MOST_FAILURES = 3;

    /** What the operator has to be told. */
    public enum News {
        NONE,
        /** The collector failed {@link #failures} rotations in a row. */
        CANNOT_CONFIRM,
        /** A collector that could not confirm has confirmed, or answered. */
        CONFIRMS_AGAIN,
        /** The collector's host did not answer {@link #MOST_FAILURES} second connections in a row. */
        TAKES_NO_SECOND_CONNECTION
    }

    private enum State {
        UNTRIED,
        CONFIRMS,
        DOWNGRADED
    }

    private final Delivery configured;
    private State state = State.UNTRIED;
    private News news = News.NONE;
    // failed rotations in a row, with the times of the first and the last of them
    private int failures;
    private long failingSince;
    private long lastFailed;
    /** Second connections in a row that were not answered. They prove nothing, because the network may be down. */
    private int unanswered;
    /** Time at which the last rotation began. */
    private long triedAt;

    /** Creates the verdict on a destination about which nothing is known. */
    public Verdict(Delivery configured) {
        this.configured = configured;
    }

    /** Returns the delivery that is possible at present. */
    public Delivery delivery() {
        return isDowngraded() ? Delivery.REPLAY : configured;
    }

    /** Returns whether only a rotation may release events. */
    public boolean confirms() {
        return delivery() == Delivery.CONFIRMED;
    }

    boolean isDowngraded() {
        return state == State.DOWNGRADED;
    }

    /** Returns the nanoseconds until a downgraded collector is tried again. */
    long nanosUntilProbe(long now) {
        return Math.max(0, triedAt + PROBE_EVERY_NANOS - now);
    }

    /** Called when a rotation begins. */
    public void tried(long now) {
        triedAt = now;
    }

    /** Called when a rotation has proven that the collector read everything. */
    public void confirmed() {
        if (isDowngraded()) {
            news = News.CONFIRMS_AGAIN;
        }
        failures = 0;
        unanswered = 0;
        state = State.CONFIRMS;
    }

    /** Called when the collector has answered that it read everything. This says nothing about rotations. */
    public void answered() {
        if (isDowngraded()) {
            news = News.CONFIRMS_AGAIN;
            state = State.UNTRIED;
        }
        failures = 0;
        unanswered = 0;
    }

    /** Called when a rotation failed although something answers at the collector's address. */
    public void failed(long now) {
        boolean hasConfirmed = state == State.CONFIRMS;
        if (failures == 0 || (hasConfirmed && now - lastFailed >= PROBE_EVERY_NANOS)) {
            failures = 0; // earlier failures belong to another outage
            failingSince = now;
        }
        lastFailed = now;
        failures++;
        boolean hangs = hasConfirmed && now - failingSince < PROBE_EVERY_NANOS;
        if (!isDowngraded() && !hangs && failures >= MOST_FAILURES) {
            state = State.DOWNGRADED;
            news = News.CANNOT_CONFIRM;
        }
    }

    /** Called when the collector's host refused a second connection, or the collector closed it. */
    public void refused() {
        unanswered = 0;
    }

    /** Called when a second connection was not answered. */
    public void unanswered() {
        unanswered++;
        if (unanswered == MOST_FAILURES && configured == Delivery.CONFIRMED) {
            news = News.TAKES_NO_SECOND_CONNECTION;
        }
    }

    /** Returns how many rotations in a row have failed: more than three if a collector that has confirmed hangs. */
    public int failures() {
        return failures;
    }

    /** Returns what the operator has not been told yet. */
    public News news() {
        return news;
    }

    /** Called when the operator has been told the {@link #news}. */
    public void told() {
        news = News.NONE;
    }
}
