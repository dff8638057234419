// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Gap;

/**
 * A bounded list of positions, each with a stamp: the time or count at which it was noted. It shows since when, or
 * through how many failures, everything below a position has waited. Marks closer than the spacing are merged into the
 * later one, and a full list drops every second mark. What is below a dropped mark then counts as a little younger than
 * it is. A mark may also carry the number of events below its position, and its offset in a connection's bytes.
 *
 * <p>Confined to the sender's thread.
 */
final class Marks {
    static final int CAPACITY = 256;

    private final long[] positions = new long[CAPACITY];
    private final long[] stamps = new long[CAPACITY];
    private final long[] events = new long[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private long spacing;
    private final long spacingBytes;
    private int size;
    /** Stamp of the first note that was merged into the last mark. */
    private long lastBegan;
    /** Position of that note. */
    private long lastBeganAt;

    /** Creates an empty list. {@code spacing} is in the unit of the stamps; with 0, no marks are merged. */
    Marks(long spacing) {
        this(spacing, Long.MAX_VALUE);
    }

    /** Creates an empty list that merges only marks that are close in both stamp and position. */
    Marks(long spacing, long spacingBytes) {
        this.spacing = spacing;
        this.spacingBytes = spacingBytes;
    }

    /** Changes the spacing of later marks. */
    void spacing(long inStamps) {
        spacing = inStamps;
    }

    /** Notes that everything below a position was there at a stamp. Neither of the two may decrease. */
    void add(long position, long stamp) {
        add(position, stamp, 0, 0);
    }

    /** Does the same, and notes the number of events below the position and its offset in a connection's bytes. */
    void add(long position, long stamp, long eventsBelow, long offset) {
        if (size > 0 && positions[size - 1] >= position) {
            return; // the older mark of this position has an earlier stamp
        }
        if (size > 0 && stamp - lastBegan < spacing && position - lastBeganAt < spacingBytes) {
            size--;
        } else {
            lastBegan = stamp;
            lastBeganAt = position;
        }
        if (size == CAPACITY) {
            thin();
        }
        positions[size] = position;
        stamps[size] = stamp;
        events[size] = eventsBelow;
        offsets[size] = offset;
        size++;
    }

    /** Removes the marks stamped at or before {@code stamp}. Returns the last one's position, or {@code none}. */
    long takeUntil(long stamp, long none) {
        int count = countUntil(stamp);
        if (count == 0) {
            return none;
        }
        long position = positions[count - 1];
        remove(count);
        return position;
    }

    private int countUntil(long stamp) {
        int count = 0;
        while (count < size && stamps[count] - stamp <= 0) {
            count++;
        }
        return count;
    }

    /** Returns the position of the last mark stamped at or before {@code stamp}, or {@code none}. */
    long lastStampedBy(long stamp, long none) {
        int count = countUntil(stamp);
        return count == 0 ? none : positions[count - 1];
    }

    /** Returns the first stamp after {@code stamp}, or {@code none}. */
    long firstStampAfter(long stamp, long none) {
        int count = countUntil(stamp);
        return count == size ? none : stamps[count];
    }

    /** Returns the position of the last mark whose offset is not above {@code offset}, or {@code none}. */
    long lastAtOffset(long offset, long none) {
        int count = 0;
        while (count < size && offsets[count] <= offset) {
            count++;
        }
        return count == 0 ? none : positions[count - 1];
    }

    /** Removes the marks at or below a position. */
    void removeBelow(long position) {
        remove(countBelow(position));
    }

    /** Returns how many of the oldest marks lie at or below a position. */
    int countBelow(long position) {
        int below = 0;
        int above = size;
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (positions[middle] <= position) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below;
    }

    /** Returns the stamp of the first mark above a position, or {@code none}. */
    long firstStampAbove(long position, long none) {
        int count = countBelow(position);
        return count == size ? none : stamps[count];
    }

    int size() {
        return size;
    }

    long position(int mark) {
        return positions[mark];
    }

    long events(int mark) {
        return events[mark];
    }

    private void remove(int count) {
        if (count > 0) {
            keep(count, 1);
        }
    }

    /** Adapts the positions after frames were taken out. */
    void moveOver(Gap gap) {
        for (int i = 0; i < size; i++) {
            positions[i] = gap.moved(positions[i]);
        }
        lastBeganAt = gap.moved(lastBeganAt);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the stamp of the oldest mark. Called only if there is one. */
    long oldest() {
        return stamps[0];
    }

    void clear() {
        size = 0;
    }

    /** Drops every second mark, but not the last one of a full list. */
    void thin() {
        keep(1, 2);
    }

    /** Keeps the marks from {@code first} on, every {@code step}th of them. */
    private void keep(int first, int step) {
        int kept = 0;
        for (int i = first; i < size; i += step) {
            positions[kept] = positions[i];
            stamps[kept] = stamps[i];
            events[kept] = events[i];
            offsets[kept] = offsets[i];
            kept++;
        }
        size = kept;
    }
}
