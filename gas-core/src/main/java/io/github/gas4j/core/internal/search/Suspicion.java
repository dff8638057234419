// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import io.github.gas4j.core.internal.buffer.Gap;

/**
 * Counts connections in a row that the collector ended while nothing was released, and tells when there are enough of
 * them for a search. After a search that has found nothing, twice as many are needed.
 *
 * <p>Confined to the sender's thread.
 */
final class Suspicion {
    static final int MOST_ENDS = 48;

    private final int fewest;
    private int needed;
    private int count;
    /** For each of the last ends, the position above which no byte had gone to the connection. */
    private final long[] wireEnds = new long[MOST_ENDS];
    /** How many ends have been noted since the last search. */
    private int noted;
    /** How long the last two connections lived, without the first one, on which something may have gone well. */
    private long life;

    private long lifeBefore;

    Suspicion(int ends) {
        fewest = ends;
        needed = ends;
    }

    /** Notes an end. */
    void add(long wireEnd, long lifeNanos) {
        wireEnds[noted % MOST_ENDS] = wireEnd;
        if (noted > 0) {
            lifeBefore = life;
            life = lifeNanos;
        }
        noted++;
        count++;
    }

    /** Makes the ends so far suffice. */
    void suffice() {
        count = Math.max(count, needed);
    }

    boolean isEnough() {
        return count >= needed;
    }

    /** Returns whether no search has found nothing since the last progress. */
    boolean isFresh() {
        return needed == fewest;
    }

    /**
     * Returns the smallest of the positions that count, which bounds where the frame can be.
     *
     * @param first where the buffer begins; what had gone to a connection whose end lies below was dropped since
     */
    long rangeEnd(long first) {
        long end = Long.MAX_VALUE;
        for (int i = Math.max(0, noted - needed); i < noted; i++) {
            long wireEnd = wireEnds[i % MOST_ENDS];
            end = wireEnd > first ? Math.min(end, wireEnd) : end;
        }
        return end;
    }

    /** Returns the longer life of the last two connections. */
    long life() {
        return Math.max(life, lifeBefore);
    }

    /** Called when a frame was found. The next end begins a search at once, because there may be another one. */
    void found() {
        needed = fewest;
        postpone();
    }

    /** Called when a search cannot go on yet. The next end begins another one. */
    void postpone() {
        count = needed - 1;
        forgetEnds();
    }

    /** Called when a search has found nothing. */
    void foundNothing() {
        count = 0;
        needed = Math.min(2 * needed, MOST_ENDS);
        forgetEnds();
    }

    /** Called when something was released. */
    void clear() {
        count = 0;
        needed = fewest;
        forgetEnds();
    }

    void moveOver(Gap gap) {
        for (int i = 0; i < Math.min(noted, MOST_ENDS); i++) {
            wireEnds[i] = gap.moved(wireEnds[i]);
        }
    }

    private void forgetEnds() {
        noted = 0;
        life = 0;
        lifeBefore = 0;
    }
}
