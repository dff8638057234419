// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * A bounded list of positions, each with the time or count at which it was noted: enough to tell since when, or through
 * how many failures, everything below a position has waited. Marks closer than the spacing are merged into the later one,
 * and a full list loses every second mark; what was below these then counts as a little younger than it is.
 *
 * <p>Confined to the sender's thread.
 */
final class Marks {
    private static final int CAPACITY = 256;

    private final long[] positions = new long[CAPACITY];
    private final long[] stamps = new long[CAPACITY];
    private final long spacing;
    private int size;
    /** Stamp of the first note that was merged into the last mark. */
    private long lastBegan;

    /** {@code spacing} is in the stamps' unit; 0 merges nothing. */
    Marks(long spacing) {
        this.spacing = spacing;
    }

    /** Notes that everything below a position was there at a stamp; neither may go back. */
    void add(long position, long stamp) {
        if (size > 0 && positions[size - 1] >= position) {
            return; // the older mark for the same position knows more
        }
        if (size > 0 && stamp - lastBegan < spacing) {
            size--;
        } else {
            lastBegan = stamp;
        }
        if (size == CAPACITY) {
            keep(1, 2);
        }
        positions[size] = position;
        stamps[size] = stamp;
        size++;
    }

    /** Removes the marks stamped at or before {@code stamp}; returns the last one's position, or {@code none}. */
    long takeUntil(long stamp, long none) {
        int count = 0;
        while (count < size && stamps[count] - stamp <= 0) {
            count++;
        }
        if (count == 0) {
            return none;
        }
        long position = positions[count - 1];
        keep(count, 1);
        return position;
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
            kept++;
        }
        size = kept;
    }
}
