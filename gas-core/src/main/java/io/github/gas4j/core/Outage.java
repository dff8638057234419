// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * The failures between two connections that worked: when the next attempt is due, and which failures count towards
 * {@code maxRetries}.
 *
 * <p>A buffer that fills hastens attempts ({@link Backoff}), which must not make events expire earlier. So there are two
 * times, drawn together: {@code retryAt}, and {@code countsAt}, when the attempt would have been due without haste. A
 * failure before {@code countsAt} is counted once {@code countsAt} is over, however many such failures there were.
 *
 * <p>Confined to the sender's thread.
 */
final class Outage {
    /** How long a connection is young at least. */
    private static final long LEAST_YOUTH_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A buffer counts as full when less than this part of it is free: events differ in size. */
    private static final int FULL_PART = 64;
    /** How long a new connection may take to its first confirmation, before which nothing is released: room for that too. */
    private static final long CONFIRMATION_NANOS = TimeUnit.MILLISECONDS.toNanos(750);
    /** So often in a row a collector may end an idle connection before the next one waits for an event. */
    private static final int IDLE_ENDS_IN_ROW = 2;
    /** A full buffer counts as full until more than this part of it is free: eviction frees an eighth. */
    private static final int FREE_PART = 4;

    private final DoubleSupplier random;
    private final Pace pace;

    private boolean lasts;
    private long began;
    /** When the last attempt failed, or the last connection was lost. */
    private long failedAt;

    private long retryAt;
    private long countsAt;
    /** There was a failure before {@code countsAt} that is still to be counted, with the tail that it saw. */
    private boolean uncounted;

    private long uncountedTail;
    /** The tail above which half of the room is used that there was at the last draw. */
    private long redrawAbove = Doorbell.NEVER;

    private boolean full;
    /** How long the wait before the present connection was. */
    private long waited;

    /** Connections in a row that the collector ended in order while they were idle. */
    private int idleEnds;
    /** No attempt is made before there is something to send. */
    private boolean dormant;

    private boolean everConnected;
    private boolean closing;
    private long closingSince;

    Outage(DoubleSupplier random, long now, long tail) {
        this.random = random;
        pace = new Pace(now, tail);
    }

    /** Notes what was logged, and counts what there is to count; called in every cycle. */
    void tick(long now, Ledger ledger, Setup setup) {
        pace.tick(now, ledger.buffer().tail());
        if (uncounted && now - countsAt >= 0) {
            setup.giveUp().failed(uncountedTail);
            uncounted = false;
            long bound = Backoff.of(setup.config()).scheduled(countsAt - began);
            long from =
                    failedAt - countsAt > 0 ? failedAt : countsAt; // the time that an attempt took is not counted twice
            countsAt = from + Backoff.delay(bound, random.getAsDouble());
        }
    }

    /** An attempt has failed, or a young connection was lost: the outage goes on, or begins. */
    void failed(long now, Ledger ledger, Setup setup, boolean connected) {
        boolean counts = !lasts || now - countsAt >= 0;
        if (counts) {
            setup.giveUp().failed(ledger.buffer().tail());
            uncounted = false;
        } else {
            uncounted = true;
            uncountedTail = ledger.buffer().tail();
        }
        backOff(now, ledger, setup, counts, connected);
    }

    /** A connection that had worked is lost: an outage begins. */
    void lost(long now, Ledger ledger, Setup setup) {
        over(setup);
        backOff(now, ledger, setup, true, true);
    }

    /**
     * The collector ended a connection in order while it was idle, which is no failure. After two of these in a row no
     * connection is made for nothing.
     *
     * @return whether the next attempt waits until there is something to send
     */
    boolean endedIdle(long now, Ledger ledger) {
        idleEnds++;
        retryAt = now;
        failedAt = now; // else the next connection would be young for as long as this one lived
        dormant = idleEnds >= IDLE_ENDS_IN_ROW && ledger.unsentBytes() == 0 && !closing;
        redrawAbove = dormant ? ledger.sent() : Doorbell.NEVER;
        return dormant;
    }

    /** The outage has ended with a connection that worked. */
    void over(Setup setup) {
        setup.giveUp().proven();
        forget();
    }

    /** Begins anew with another destination. */
    void restart(long now, boolean sameDestination) {
        forget();
        idleEnds = 0;
        dormant = false;
        retryAt = now;
        everConnected &= sameDestination;
    }

    void retryNow(long now) {
        retryAt = now;
    }

    /** Tries at once, and with short waits from now on, because the client is going to end. */
    void closing(long now) {
        if (!closing) {
            closing = true;
            closingSince = now;
            retryAt = now;
            redrawAbove = Doorbell.NEVER;
        }
    }

    /** Whether a closing client has to end with the attempt that failed: it never had a connection. */
    boolean endsClient() {
        return closing && !everConnected;
    }

    /** An attempt begins. */
    void attempt(long now) {
        waited = lasts ? now - failedAt : 0;
    }

    /** There is a connection; returns for how long it is young. */
    long connected() {
        everConnected = true;
        uncounted = false; // the schedule without haste would have met the collector instead of a failure
        return Math.max(LEAST_YOUTH_NANOS, waited);
    }

    /** Whether the next attempt is due; draws again if half of the room has been used. */
    boolean isDue(long now, Ledger ledger, Setup setup) {
        if (dormant) {
            dormant = ledger.unsentBytes() == 0 && !closing;
            failedAt = now;
            return !dormant;
        }
        if (ledger.buffer().tail() > redrawAbove) {
            long bound = Backoff.of(setup.config()).hastened(now - began, left(ledger, setup));
            long drawn = now + Backoff.delay(bound, random.getAsDouble());
            retryAt = drawn - retryAt < 0 ? drawn : retryAt;
        }
        return now - retryAt >= 0;
    }

    /** Nanoseconds until the next attempt is due, if the tail does not pass {@link #wakeAbove}. */
    long nanosUntilDue(long now) {
        if (dormant) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, (uncounted && countsAt - retryAt < 0 ? countsAt : retryAt) - now);
    }

    /** The tail above which {@link #isDue} draws again. */
    long wakeAbove() {
        return redrawAbove;
    }

    private void backOff(long now, Ledger ledger, Setup setup, boolean counts, boolean connected) {
        if (!lasts) {
            lasts = true;
            began = now;
        }
        failedAt = now;
        idleEnds = 0;
        dormant = false;
        double drawn = random.getAsDouble();
        if (counts) {
            countsAt = now + Backoff.delay(Backoff.of(setup.config()).scheduled(now - began), drawn);
        }
        retryAt = now + Backoff.delay(bound(now, ledger, setup, connected), drawn);
    }

    private long bound(long now, Ledger ledger, Setup setup, boolean connected) {
        Backoff backoff = Backoff.of(setup.config());
        if (closing) {
            return backoff.closing(connected ? now - closingSince : 0);
        }
        long left = left(ledger, setup);
        // A peer that accepts and closes would be written to all too often if a full buffer hastened that.
        return connected && full ? backoff.scheduled(now - began) : backoff.hastened(now - began, left);
    }

    /** Returns after what time the buffer is full, and notes where to draw again. */
    private long left(Ledger ledger, Setup setup) {
        long capacity = ledger.buffer().capacity();
        long room = setup.eviction().room(ledger);
        full = room < capacity / (full ? FREE_PART : FULL_PART);
        if (full) {
            redrawAbove = Doorbell.NEVER;
            return Backoff.FULL;
        }
        redrawAbove = ledger.buffer().tail() + room / 2;
        long reserve = setup.rotations().confirms() ? CONFIRMATION_NANOS : 0;
        return Math.max(Backoff.FULL + 1, pace.nanosFor(room) - reserve);
    }

    private void forget() {
        lasts = false;
        uncounted = false;
        full = false;
    }
}
