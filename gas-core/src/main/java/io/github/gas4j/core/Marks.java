// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * A bounded list of positions, each with the time or count at which it was noted: enough to tell since when, or through
 * how many failures, everything below a position has waited. Marks closer than the spacing are merged into the later one,
 * and a full list loses every second mark; what was below these then counts as a little younger than it is. A mark may
 * also carry how many events were below its position.
 *
 * <p>Confined to the sender's thread.
 */
final class Marks {
    private static final int CAPACITY = 256;

    private final long[] positions = new long[CAPACITY];
    private final long[] stamps = new long[CAPACITY];
    private final long[] events = new long[CAPACITY];
    private final long spacing;
    private final long spacingBytes;
    private int size;
    /** Stamp and position of the first note that was merged into the last mark. */
    private long lastBegan;

    private long lastBeganAt;

    /** {@code spacing} is in the stamps' unit; 0 merges nothing. */
    Marks(long spacing) {
        this(spacing, Long.MAX_VALUE);
    }

    /** Merges only marks that are close in both, stamp and position. */
    Marks(long spacing, long spacingBytes) {
        this.spacing = spacing;
        this.spacingBytes = spacingBytes;
    }

    /** Notes that everything below a position was there at a stamp; neither may go back. */
    void add(long position, long stamp) {
        add(position, stamp, 0);
    }

    /** The same, with the number of events below the position. */
    void add(long position, long stamp, long eventsBelow) {
        if (size > 0 && positions[size - 1] >= position) {
            return; // the older mark for the same position knows more
        }
        if (size > 0 && stamp - lastBegan < spacing && position - lastBeganAt < spacingBytes) {
            size--;
        } else {
            lastBegan = stamp;
            lastBeganAt = position;
        }
        if (size == CAPACITY) {
            keep(1, 2);
        }
        positions[size] = position;
        stamps[size] = stamp;
        events[size] = eventsBelow;
        size++;
    }

    /** Removes the marks stamped at or before {@code stamp}; returns the last one's position, or {@code none}. */
    long takeUntil(long stamp, long none) {
        int count = countUntil(stamp, Long.MIN_VALUE);
        if (count == 0) {
            return none;
        }
        long position = positions[count - 1];
        remove(count);
        return position;
    }

    /** Returns how many of the oldest marks are stamped at or before {@code stamp}, or lie at or below a position. */
    int countUntil(long stamp, long position) {
        int count = 0;
        while (count < size && (stamps[count] - stamp <= 0 || positions[count] <= position)) {
            count++;
        }
        return count;
    }

    long position(int mark) {
        return positions[mark];
    }

    long events(int mark) {
        return events[mark];
    }

    /** Removes the oldest marks. */
    void remove(int count) {
        keep(count, 1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The stamp of the oldest mark; asked only if there is one. */
    long oldest() {
        return stamps[0];
    }

    void clear() {
        size = 0;
    }

    /** Keeps the marks from {@code first} on, every {@code step}th of them. */
    private void keep(int first, int step) {
        int kept = 0;
        for (int i = first; i < size; i += step) {
            positions[kept] = positions[i];
            stamps[kept] = stamps[i];
            events[kept] = events[i];
            kept++;
        }
        size = kept;
    }
}
