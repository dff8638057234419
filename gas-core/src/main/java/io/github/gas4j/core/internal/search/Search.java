// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import io.github.gas4j.core.internal.buffer.Gap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches for an event that the collector never accepts, once the collector has ended several connections in a row and
 * nothing was released. Where a connection ends tells little, because hundreds of later frames are on their way already.
 * So the search writes groups of frames with a quiet time behind each, and then puts the one frame that is left on trial:
 *
 * <pre>
 *          enough ends by the collector          one frame left
 *    OFF ─────────────────────────────▶ NARROWING ───────────▶ ON TRIAL
 *     ▲                                     │                     │
 *     ├──── recovered, none left, or 60 s ──┘                     │
 *     └──── rejected, acquitted, undecided, gone, or 60 s ────────┘
 * </pre>
 *
 * <p>An end is a FIN or a reset by the collector, never a refused connect and never a timeout. The times follow the round
 * trip and the lives of the connections before, because a slow collector ends a connection late.
 *
 * <p>Confined to the sender's thread.
 */
public final class Search {
    /** What the search has come to. */
    public enum Finding {
        NONE,
        /** The collector never accepts the {@link #suspect}. */
        REJECTED,
        /** It ends connections for another reason. */
        NOTHING,
        /** It has ended them for another reason, and takes everything now. */
        RECOVERED,
        /** There is no other frame to compare the suspect with, and so none that it holds up. */
        NO_COMPARISON
    }

    private enum Phase {
        OFF,
        NARROWING,
        ON_TRIAL
    }

    /** A connection that lived so long counts as progress, whatever was released. */
    private static final long LONG_LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LONGEST_SEARCH_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LEAST_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MOST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Round trips in the quiet time. */
    private static final int ROUND_TRIPS = 4;
    /** By how much the quiet time grows, as a power of two, with each search in a row that has found nothing. */
    private static final int GROWTH_BITS = 2;

    private static final int MOST_GROWTH = 3;

    private final Rule rule;
    private final Suspicion suspicion;
    private final Narrowing narrowing = new Narrowing();
    private final Trial trial;
    private RefusedSizes sizes = new RefusedSizes();

    private Phase phase = Phase.OFF;
    private Finding finding = Finding.NONE;
    private long began;
    /** Whether narrowing has left one frame, which is put on trial next. */
    private boolean oneLeft;
    /** Size of the largest frame in a group that has lived. It was accepted if the frame that was not is larger. */
    private int largestLived;
    /** Whether the search has a suspect, or had one when it ended. */
    private boolean known;

    private Object lastAddress = "";
    /** How long a connection lives that the collector ends, as far as is known. */
    private long life;
    /** How long a connection lived at most that the last rejected frame has ended. */
    private long rejectedLife;
    /** Searches in a row that have found nothing, at most {@link #MOST_GROWTH}. */
    private int fruitless;

    public Search(DoubleSupplier random) {
        this(random, Rule.DEFAULT);
    }

    Search(DoubleSupplier random, Rule rule) {
        this.rule = rule;
        suspicion = new Suspicion(rule.ends());
        trial = new Trial(rule, random);
    }

    // ---- while there is no search

    /**
     * Called when a connection of no search has ended.
     *
     * @param byCollector whether the collector ended it
     * @param progress whether anything was released since the last end
     * @param lifeNanos how long the connection lived
     * @param wireEnd the position above which no byte had gone to the connection
     */
    public void ended(Frames frames, boolean byCollector, boolean progress, long lifeNanos, long wireEnd, long now) {
        if (progress || lifeNanos >= LONG_LIFE_NANOS) {
            suspicion.clear();
            fruitless = 0;
        }
        if (byCollector && wireEnd > frames.first()) {
            suspicion.add(wireEnd, lifeNanos);
            if (isOneKnown(frames, wireEnd)) {
                suspicion.suffice();
            }
            if (suspicion.isEnough() && Controls.arePossible(frames)) {
                begin(frames, now);
                return;
            }
        }
        sizes.reconnects();
    }

    /** Called when a connection leads to a collector about whose limits this is known. */
    public void use(RefusedSizes ofCollector) {
        sizes = ofCollector;
    }

    /** Returns what is known about the sizes that the collector does not accept. */
    public RefusedSizes sizes() {
        return sizes;
    }

    /** Returns whether a search that begins now would be the first since the last progress. */
    public boolean isFresh() {
        return suspicion.isFresh();
    }

    // ---- the search

    public boolean isOn() {
        return phase != Phase.OFF;
    }

    /**
     * Returns what to write next, or null if the search is over.
     *
     * @param roundTripNanos how long a TCP connect takes
     */
    public @Nullable Group next(Frames frames, long roundTripNanos, long now) {
        if (phase == Phase.NARROWING) {
            int left = narrowing.left(frames);
            if (left > 1) {
                long end = narrowing.chooseGroup(frames, left);
                return new Group(narrowing.from(), end, quiet(roundTripNanos));
            }
            if (left == 0) {
                finish(narrowing.isWhole() ? Finding.RECOVERED : Finding.NOTHING);
                return null;
            }
            phase = Phase.ON_TRIAL;
            known = true;
            boolean large = sizes.isKnown(frames.size(narrowing.from()));
            trial.begin(narrowing.from(), large ? Rule.KNOWN_TRIALS : rule.trials(), quiet(roundTripNanos));
        }
        return phase == Phase.ON_TRIAL ? nextTrial(frames) : null;
    }

    private @Nullable Group nextTrial(Frames frames) {
        if (trial.isGone(frames)) {
            finish(Finding.NOTHING);
            return null;
        }
        Group group = trial.next(frames);
        if (group == null) {
            finish(Finding.NO_COMPARISON);
        }
        return group;
    }

    /**
     * Returns whether the next group may go to the connection that has lived through the last one. A suspect may not, because
     * each connection of a trial is a new one.
     */
    public boolean keepsConnection() {
        return phase == Phase.NARROWING && !oneLeft;
    }

    /** Called when a connection has lived through the group and its quiet time. */
    public void lived(Frames frames, long now) {
        if (phase == Phase.NARROWING) {
            largestLived = Math.max(largestLived, narrowing.largestOfGroup(frames));
            narrowing.lived();
            oneLeft = narrowing.left(frames) == 1;
        } else if (phase == Phase.ON_TRIAL) {
            sizes.accepted(trial.largestOfGroup());
            trial.lived();
        }
        conclude(frames, now);
    }

    /**
     * Called when the collector has ended the connection within the quiet time.
     *
     * @param nanos the time from the group's first byte to the end
     */
    public void died(Frames frames, long nanos, long now) {
        if (phase == Phase.NARROWING) {
            life = Math.min(life, nanos);
            narrowing.died();
        } else if (phase == Phase.ON_TRIAL) {
            trial.died(nanos);
        }
        conclude(frames, now);
    }

    /** Ends a search that takes too long. Called in every cycle. */
    public void tick(long now) {
        if (isOn() && now - began > LONGEST_SEARCH_NANOS) {
            finish(Finding.NOTHING);
        }
    }

    /** Ends the search, because the suspect was left out. */
    public void leftOut() {
        finish(Finding.REJECTED);
        finding = Finding.NONE;
    }

    /** Called when there is a connection. If it leads elsewhere, a trial begins anew: all of it must be with one collector. */
    public void connects(Frames frames, Object address, long now) {
        if (phase == Phase.ON_TRIAL && !address.equals(lastAddress)) {
            trial.elsewhere();
            conclude(frames, now);
        }
        lastAddress = address;
    }

    /** Returns the position of the frame that is on trial or was rejected last, or -1 if there is none. */
    public long suspect() {
        return known ? trial.suspect() : -1;
    }

    /** Returns whether the suspect has ended so many connections that a client that ends had better leave it out. */
    public boolean isSuspectLikely(Frames frames) {
        return phase == Phase.ON_TRIAL && trial.isLikely() && !trial.isGone(frames);
    }

    /** Returns how many connections in a row have ended with the suspect and nothing else in them. */
    public int deaths() {
        return trial.deaths();
    }

    /** Returns what the search has come to since the last call. */
    public Finding take() {
        Finding taken = finding;
        finding = Finding.NONE;
        return taken;
    }

    /** Forgets everything but the sizes, which are the collector's, because there will be another connection or collector. */
    public void forget() {
        phase = Phase.OFF;
        finding = Finding.NONE;
        known = false;
        fruitless = 0;
        rejectedLife = 0;
        suspicion.clear();
    }

    /** Adapts all positions to a gap that was closed. */
    public void moveOver(Gap gap) {
        suspicion.moveOver(gap);
        narrowing.moveOver(gap);
        trial.moveOver(gap);
    }

    private void begin(Frames frames, long now) {
        phase = Phase.NARROWING;
        finding = Finding.NONE;
        known = false;
        oneLeft = false;
        largestLived = 0;
        began = now;
        life = Math.max(suspicion.life(), rejectedLife);
        narrowing.begin(frames, suspicion.rangeEnd(frames.first()));
    }

    private void conclude(Frames frames, long now) {
        if (phase == Phase.ON_TRIAL && trial.isGone(frames)) {
            finish(Finding.NOTHING); // another frame may be at its position
        } else if (phase == Phase.ON_TRIAL && trial.result() == Trial.Result.CONVICTED) {
            sizes.rejected(frames.size(trial.suspect()), largestLived, now);
            rejectedLife = trial.longest();
            finish(Finding.REJECTED);
        } else if (phase == Phase.ON_TRIAL && trial.result() != Trial.Result.OPEN) {
            finish(Finding.NOTHING);
        } else {
            tick(now);
        }
    }

    private void finish(Finding found) {
        phase = Phase.OFF;
        finding = found;
        known &= found == Finding.REJECTED;
        if (found == Finding.REJECTED) {
            suspicion.found();
            fruitless = 0;
        } else if (found == Finding.NO_COMPARISON) {
            suspicion.postpone();
        } else {
            suspicion.foundNothing();
            fruitless = Math.min(fruitless + 1, MOST_GROWTH);
        }
    }

    private long quiet(long roundTripNanos) {
        long trips = ROUND_TRIPS * roundTripNanos;
        long needed = Math.max(LEAST_QUIET_NANOS + trips, life + life / 2);
        return Math.min(MOST_QUIET_NANOS + trips, needed << (GROWTH_BITS * fruitless));
    }

    private boolean isOneKnown(Frames frames, long end) {
        for (long at = frames.first(); sizes.isAnyKnown() && at < end; at = frames.after(at)) {
            if (sizes.isKnown(frames.size(at))) {
                return true;
            }
        }
        return false;
    }
}
