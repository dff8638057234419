// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.Arrays;

/** The sizes of all frames. Most have a common size, and the others are listed. A dropped frame has no bytes. */
final class Sizes {
    private final int common;
    private long[] positions = {};
    private int[] bytes = {};

    Sizes(int common) {
        this.common = common;
    }

    void set(long position, int size) {
        int at = Arrays.binarySearch(positions, position);
        if (at < 0) {
            int room = -at - 1;
            int count = positions.length;
            positions = Arrays.copyOf(positions, count + 1);
            bytes = Arrays.copyOf(bytes, count + 1);
            System.arraycopy(positions, room, positions, room + 1, count - room);
            System.arraycopy(bytes, room, bytes, room + 1, count - room);
            positions[room] = position;
            at = room;
        }
        bytes[at] = size;
    }

    int get(long position) {
        int count = positions.length;
        if (count == 0 || position < positions[0] || position > positions[count - 1]) {
            return common;
        }
        int at = Arrays.binarySearch(positions, position);
        return at < 0 ? common : bytes[at];
    }

    /** Returns how many bytes the frames of a range have. */
    long total(long from, long to) {
        long total = (to - from) * common;
        for (int at = firstFrom(from); at < positions.length && positions[at] < to; at++) {
            total += bytes[at] - common;
        }
        return total;
    }

    /** Returns the size of the largest frame of a range that is not empty. */
    int largest(long from, long to) {
        int largest = common;
        for (int at = firstFrom(from); at < positions.length && positions[at] < to; at++) {
            largest = Math.max(largest, bytes[at]);
        }
        return largest;
    }

    /** Returns the positions from {@code from} on of all frames that are listed. */
    long[] listed(long from) {
        return Arrays.copyOfRange(positions, firstFrom(from), positions.length);
    }

    /** Returns the first position from {@code from} on of a frame that has the common size. */
    long firstCommon(long from) {
        long common = from;
        for (int at = firstFrom(from); at < positions.length && positions[at] == common; at++) {
            common++;
        }
        return common;
    }

    private int firstFrom(long from) {
        int at = Arrays.binarySearch(positions, from);
        return at < 0 ? -at - 1 : at;
    }
}
