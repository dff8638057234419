// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.net.Pace;
import io.github.gas4j.core.internal.report.Failure;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Schedules connect attempts, and decides which failures count towards {@code maxRetries}. After two idle ends in a row it
 * holds the next attempt back until there is something to send.
 *
 * <p>A buffer that fills brings attempts forward ({@link Backoff}), which must not make events expire earlier. So each
 * failure draws one random number for two times: {@code retryAt}, when the next attempt is due, and {@code countsAt}, when it would have
 * been due with an empty buffer. All failures before {@code countsAt} count as one, at {@code countsAt}.
 *
 * <p>Confined to the sender's thread.
 */
final class Outage {
    /** Least time for which a connection is young. */
    private static final long LEAST_YOUTH_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A buffer counts as full when less than 1/64 of it is free, because events differ in size. */
    private static final int FULL_PART = 64;
    /** How long a new connection may take to confirm something. Nothing is released before, so the buffer must last. */
    private static final long CONFIRMATION_NANOS = TimeUnit.MILLISECONDS.toNanos(750);
    /** Idle ends in a row after which the next connection waits for an event. */
    private static final int IDLE_ENDS_IN_ROW = 2;
    /** A full buffer counts as full until a quarter of it is free, more than the eighth that an eviction frees. */
    private static final int FREE_PART = 4;
    /** Longest wait between two connections of a search. It is random, so that nothing can keep step with it. */
    private static final long SEARCH_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final DoubleSupplier random;
    private final Pace pace;

    private boolean lasts;
    private long began;
    /** Whether a search is under way. Its refused attempts are spaced by the time since its last connection. */
    private boolean searching;

    private long searchedAt;
    /** When the last attempt failed, or the last connection was lost. */
    private long failedAt;
    /** When the next attempt is due. */
    private long retryAt;
    /** Before this time all failures count as one. */
    private long countsAt;
    /** Whether a failure before {@code countsAt} is still to be counted. */
    private boolean uncounted;
    /** The tail at that failure. */
    private long uncountedTail;
    /** Tail at which half of the room that was left at the last draw has been used. */
    private long redrawAbove = Doorbell.NEVER;

    /** Whether the buffer counts as full. */
    private boolean full;
    /** Wait before the last attempt. */
    private long waited;

    /** Connections in a row that the collector ended in order while they were idle. */
    private int idleEnds;
    /** Whether the next attempt waits until there is something to send. */
    private boolean dormant;

    private boolean everConnected;
    private boolean closing;
    private long closingSince;

    Outage(DoubleSupplier random, long now, long tail) {
        this.random = random;
        pace = new Pace(now, tail);
    }

    /** Called in every cycle. Measures the rate of logging, and counts a failure whose {@code countsAt} is over. */
    void tick(long now, Ledger ledger, Setup setup) {
        pace.tick(now, ledger.buffer().tail());
        if (uncounted && now - countsAt >= 0) {
            setup.expiryTracker().failed(uncountedTail);
            uncounted = false;
            long bound = setup.backoff().scheduled(countsAt - began);
            long from =
                    failedAt - countsAt > 0 ? failedAt : countsAt; // the time that an attempt took is not counted twice
            countsAt = from + Backoff.delay(bound, random.getAsDouble());
        }
    }

    /** Called when there is no connection any more, or still none. Begins or prolongs the outage. */
    void failed(long now, Failure why, Ledger ledger, Setup setup) {
        if (why.proven()) {
            lost(now, ledger, setup);
        } else if (!why.wasConnected() && !setup.destinations().hasBegun()) {
            notBegun(now, ledger, setup);
        } else {
            if (why.wasConnected()) {
                setup.destinations().passOver();
            }
            failed(now, ledger, setup, why.wasConnected());
        }
    }

    /** Called when an attempt has failed or a young connection was lost. Begins or prolongs the outage. */
    private void failed(long now, Ledger ledger, Setup setup, boolean connected) {
        boolean counts = !lasts || now - countsAt >= 0;
        if (counts) {
            setup.expiryTracker().failed(ledger.buffer().tail());
            uncounted = false;
        } else {
            uncounted = true;
            uncountedTail = ledger.buffer().tail();
        }
        backOff(now, ledger, setup, counts, connected);
    }

    /** Adapts the noted position to a gap that was closed. */
    void moveOver(Gap gap) {
        uncountedTail = gap.moved(uncountedTail);
    }

    /** Called when an attempt could not even begin, so that nothing has waited through it. Begins or prolongs the outage. */
    private void notBegun(long now, Ledger ledger, Setup setup) {
        countsAt = lasts ? countsAt : now;
        backOff(now, ledger, setup, false, false);
    }

    /** Called when a connection that had proven itself is lost. Begins an outage. */
    private void lost(long now, Ledger ledger, Setup setup) {
        over(setup);
        backOff(now, ledger, setup, true, true);
    }

    /**
     * Called when the collector ended a connection in order while it was idle, which is no failure. After two of these
     * in a row the next attempt waits until there is something to send.
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

    /** Called when a connection of a search has ended, and another one is to follow {@linkplain #retrySoon soon}. */
    void searches(long now) {
        searching = true;
        searchedAt = now;
    }

    /** Retries within 50 ms, because the last failure was looked for or has been explained. */
    void retrySoon(long now) {
        searching = false;
        failedAt = now; // else the next connection would be young for as long as the search has lasted
        retryAt = now + (long) (random.getAsDouble() * SEARCH_PAUSE_NANOS);
        redrawAbove = Doorbell.NEVER;
    }

    /** Called when a search has ended and found nothing. The outage goes on as before. */
    void searchedInVain(long now, Ledger ledger, Setup setup) {
        searching = false;
        failedAt = now;
        retryAt = now + Backoff.delay(bound(now, ledger, setup, true), random.getAsDouble());
    }

    /** Ends the outage, because a connection has proven itself. */
    void over(Setup setup) {
        setup.expiryTracker().proven();
        setup.destinations().proven();
        forget();
    }

    /** Forgets the outage and retries at once, because the connection's options have changed. */
    void restart(long now, boolean knownDestination) {
        forget();
        idleEnds = 0;
        dormant = false;
        retryAt = now;
        everConnected &= knownDestination;
    }

    void retryNow(long now) {
        retryAt = now;
    }

    /** Called in every cycle of a closing client. The first call retries at once; later waits are short. */
    void closing(long now) {
        if (!closing) {
            closing = true;
            closingSince = now;
            retryAt = now;
            redrawAbove = Doorbell.NEVER;
        }
    }

    /** Returns whether a failed attempt ends the client: it is closing and has never been connected. */
    boolean endsClient() {
        return closing && !everConnected;
    }

    /** Called when an attempt begins. */
    void attempt(long now) {
        waited = lasts ? now - failedAt : 0;
    }

    /** Called when there is a connection. Returns for how long it is young: at least the wait before it. */
    long connected() {
        everConnected = true;
        uncounted = false; // an attempt at countsAt would have found the collector
        return Math.max(LEAST_YOUTH_NANOS, waited);
    }

    /** Draws again if half of the room has been used. Returns whether the next attempt is due. */
    boolean poll(long now, Ledger ledger, Setup setup) {
        if (dormant) {
            dormant = ledger.unsentBytes() == 0 && !closing;
            failedAt = now;
            return !dormant;
        }
        if (ledger.buffer().tail() > redrawAbove) {
            long bound = setup.backoff().hastened(age(now), left(ledger, setup));
            long drawn = now + Backoff.delay(bound, random.getAsDouble());
            retryAt = drawn - retryAt < 0 ? drawn : retryAt;
        }
        return now - retryAt >= 0;
    }

    /** Returns the nanoseconds until something is due, unless the tail passes {@link #wakeAbove} before. */
    long nanosUntilDue(long now) {
        if (dormant) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, (uncounted && countsAt - retryAt < 0 ? countsAt : retryAt) - now);
    }

    /** Returns the tail above which {@link #poll} has to be called. */
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
            countsAt = now + Backoff.delay(setup.backoff().scheduled(now - began), drawn);
        }
        retryAt = now + Backoff.delay(bound(now, ledger, setup, connected), drawn);
    }

    private long bound(long now, Ledger ledger, Setup setup, boolean connected) {
        Backoff backoff = setup.backoff();
        if (closing) {
            return backoff.closing(connected ? now - closingSince : 0);
        }
        long left = left(ledger, setup);
        // With a full buffer, a peer that accepts and closes would get the same events again too often.
        return connected && full ? backoff.scheduled(age(now)) : backoff.hastened(age(now), left);
    }

    /** Returns for how long there has been no connection. */
    private long age(long now) {
        return now - (searching ? searchedAt : began);
    }

    /** Returns the nanoseconds until the buffer is full, and notes the tail at which to draw again. */
    private long left(Ledger ledger, Setup setup) {
        long capacity = ledger.buffer().capacity();
        long room = setup.eviction().room(ledger);
        full = room < capacity / (full ? FREE_PART : FULL_PART);
        if (full) {
            redrawAbove = Doorbell.NEVER;
            return Backoff.FULL;
        }
        redrawAbove = ledger.buffer().tail() + room / 2;
        long reserve = setup.session().verdict().confirms() ? CONFIRMATION_NANOS : 0;
        return Math.max(Backoff.FULL + 1, pace.nanosFor(room) - reserve);
    }

    private void forget() {
        lasts = false;
        searching = false;
        uncounted = false;
        full = false;
    }
}
